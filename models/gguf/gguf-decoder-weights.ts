import type { DecoderConfig, DecoderWeights, FourBitBlocks } from '../decoder/decoder-weights.ts';
import { fileSha256Sync, ModelFileError } from '../file-range.ts';
import { fourBitBlocks } from './four-bit-blocks.ts';
import { type GgufFile, openGguf } from './gguf-file.ts';
import { reorderRows, rowsInHalfSplitOrder } from './rotary-order.ts';
import { ggufName, hubName } from './tensor-names.ts';

/**
 * Opens a GGUF file of a Llama, Qwen2 or Qwen3 decoder. Reads its header now and tensors when they are asked for.
 * @param options.fileSha256 the file's hash if it is known (the catalogue checks it); else it is computed, which blocks
 * @throws ModelFileError if the file is damaged, of another architecture, or asks for what our graphs lack
 */
export function openGgufDecoderWeights(
  path: string,
  options: { fileSha256?: string; name?: string } = {},
): DecoderWeights {
  const file = openGguf(path);
  const config = readDecoderConfig(file);
  const fileSha256 = options.fileSha256 ?? fileSha256Sync(path);
  const statedName = file.metadata.get('general.name');
  const name = options.name ?? (typeof statedName === 'string' ? statedName : path);
  const place = (hub: string): string => {
    const inFile = ggufName(hub);
    if (!inFile || !file.tensors.has(inFile)) throw new ModelFileError(`${path} holds no tensor ${hub}`);
    return inFile;
  };
  return {
    config,
    fileSha256,
    name,
    names: () => [...file.tensors.keys()].flatMap((inFile) => hubName(inFile) ?? []),
    shape: (hub) => [...file.tensor(place(hub)).shape],
    float(hub): Float32Array {
      const inFile = place(hub);
      const values = file.float(inFile);
      const order = rotaryOrder(file, config, hub, inFile);
      return order ? reorderRows(values, values.length / order.length, order) : values;
    },
    fourBit(hub): FourBitBlocks | null {
      const inFile = place(hub);
      const tensor = file.tensor(inFile);
      if (tensor.type.name !== 'Q4_1' && tensor.type.name !== 'Q4_0') return null;
      return fourBitBlocks(file.raw(inFile), tensor, rotaryOrder(file, config, hub, inFile));
    },
  };
}

/** The hub's row order of a q or k tensor of the llama architecture; null where the file's order is the hub's. */
function rotaryOrder(file: GgufFile, config: DecoderConfig, hub: string, inFile: string): Uint32Array | null {
  const match = /self_attn\.([qk])_proj\./.exec(hub);
  if (!match || config.architecture !== 'llama') return null;
  return rowsInHalfSplitOrder(file.tensor(inFile).shape[0]!, match[1] === 'q' ? config.heads : config.keyValueHeads);
}

/** The decoder's shape from GGUF metadata. @throws ModelFileError for shapes that our graphs do not build */
export function readDecoderConfig(file: GgufFile): DecoderConfig {
  const architecture = file.text('general.architecture');
  if (architecture !== 'llama' && architecture !== 'qwen2' && architecture !== 'qwen3') {
    throw new ModelFileError(`${file.path} is of architecture ${architecture}; llama, qwen2 and qwen3 are built`);
  }
  const scaling = file.metadata.get(`${architecture}.rope.scaling.type`);
  if ((scaling !== undefined && scaling !== 'none') || file.tensors.has('rope_freqs.weight')) {
    throw new ModelFileError(`${file.path} scales its rotary embedding, which is not built`);
  }
  if (file.metadata.has(`${architecture}.expert_count`) && file.number(`${architecture}.expert_count`) > 0) {
    throw new ModelFileError(`${file.path} is a mixture of experts, which is not built`);
  }
  const hiddenSize = file.number(`${architecture}.embedding_length`);
  const heads = file.number(`${architecture}.attention.head_count`);
  const keyValueHeads = file.metadata.get(`${architecture}.attention.head_count_kv`) ?? heads;
  const headDimension = file.metadata.get(`${architecture}.attention.key_length`) ?? hiddenSize / heads;
  const config: DecoderConfig = {
    architecture,
    layers: file.number(`${architecture}.block_count`),
    hiddenSize,
    heads,
    keyValueHeads: keyValueHeads as number,
    headDimension: headDimension as number,
    feedForwardSize: file.number(`${architecture}.feed_forward_length`),
    vocabularySize: file.tensor('token_embd.weight').shape[0]!,
    ropeBase: (file.metadata.get(`${architecture}.rope.freq_base`) ?? 10_000) as number,
    rmsEpsilon: file.number(`${architecture}.attention.layer_norm_rms_epsilon`),
    tiedEmbeddings: !file.tensors.has('output.weight'),
    maxPositions: file.number(`${architecture}.context_length`),
  };
  for (const [field, value] of Object.entries(config)) {
    if (typeof value === 'number' && !(value > 0)) throw new ModelFileError(`${file.path}: ${field} is ${value}`);
  }
  const rotaryWidth = file.metadata.get(`${architecture}.rope.dimension_count`) ?? config.headDimension;
  if (rotaryWidth !== config.headDimension) throw new ModelFileError(`${file.path} rotates part of each head only`);
  return config;
}
