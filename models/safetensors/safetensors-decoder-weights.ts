import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DecoderConfig, DecoderWeights } from '../decoder/decoder-weights.ts';
import { ModelFileError } from '../file-range.ts';
import { openSafetensorsFolder } from './safetensors-folder.ts';

/**
 * Opens a hub folder (`config.json` and safetensors) of a Llama, Qwen2 or Qwen3 decoder.
 * @param options.fileSha256 the weights' hash if it is known; else it is computed, which blocks
 * @throws ModelFileError if the files are damaged, of another architecture, or ask for what our graphs lack
 */
export function openSafetensorsDecoderWeights(
  folder: string,
  options: { fileSha256?: string; name?: string } = {},
): DecoderWeights {
  const { files, sha256 } = openSafetensorsFolder(folder);
  const fileOf = (name: string) => {
    const file = files.get(name);
    if (!file) throw new ModelFileError(`${folder} holds no tensor ${name}`);
    return file;
  };
  const config = readDecoderConfig(folder);
  const vocabularySize = fileOf('model.embed_tokens.weight').tensor('model.embed_tokens.weight').shape[0]!;
  return {
    config: { ...config, vocabularySize },
    fileSha256: options.fileSha256 ?? sha256(),
    name: options.name ?? basename(folder),
    names: () => [...files.keys()],
    shape: (name) => [...fileOf(name).tensor(name).shape],
    float: (name) => fileOf(name).float(name),
    fourBit: (name) => {
      fileOf(name);
      return null;
    },
  };
}

function readDecoderConfig(folder: string): DecoderConfig {
  const stated = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Record<string, unknown>;
  const architecture = stated.model_type;
  if (architecture !== 'llama' && architecture !== 'qwen2' && architecture !== 'qwen3') {
    throw new ModelFileError(`${folder} is of architecture ${String(architecture)}; llama, qwen2 and qwen3 are built`);
  }
  const rope = (stated.rope_parameters ?? stated.rope_scaling ?? {}) as Record<string, unknown>;
  const ropeKind = rope.rope_type ?? rope.type ?? 'default';
  if (ropeKind !== 'default') throw new ModelFileError(`${folder} scales its rotary embedding, which is not built`);
  if (stated.use_sliding_window === true)
    throw new ModelFileError(`${folder} slides its attention, which is not built`);
  const number = (key: string, fallback?: number): number => {
    const value = stated[key] ?? fallback;
    if (typeof value !== 'number' || !(value > 0)) throw new ModelFileError(`${folder}/config.json lacks ${key}`);
    return value;
  };
  const hiddenSize = number('hidden_size');
  const heads = number('num_attention_heads');
  return {
    architecture,
    layers: number('num_hidden_layers'),
    hiddenSize,
    heads,
    keyValueHeads: number('num_key_value_heads', heads),
    headDimension: number('head_dim', hiddenSize / heads),
    feedForwardSize: number('intermediate_size'),
    vocabularySize: number('vocab_size'),
    ropeBase: number('rope_theta', typeof rope.rope_theta === 'number' ? rope.rope_theta : 10_000),
    rmsEpsilon: number('rms_norm_eps'),
    tiedEmbeddings: stated.tie_word_embeddings === true,
    maxPositions: number('max_position_embeddings'),
  };
}
