import { readFileSync } from 'node:fs';
import { ModelFileError } from '../file-range.ts';

/** The shape of a BERT encoder, as the hub's `config.json` states it. */
export interface BertConfig {
  readonly layers: number;
  readonly hiddenSize: number;
  readonly heads: number;
  readonly feedForwardSize: number;
  readonly vocabularySize: number;
  readonly maxPositions: number;
  readonly normEpsilon: number;
}

/** @throws ModelFileError if the file describes no BERT encoder of the shape that our graph builds */
export function readBertConfig(path: string): BertConfig {
  const stated = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const number = (key: string): number => {
    const value = stated[key];
    if (typeof value !== 'number' || !(value > 0)) throw new ModelFileError(`${path} lacks ${key}`);
    return value;
  };
  if (stated.model_type !== 'bert')
    throw new ModelFileError(`${path} describes ${String(stated.model_type)}, not bert`);
  if (stated.hidden_act !== 'gelu')
    throw new ModelFileError(`${path}: activation ${String(stated.hidden_act)} is not built`);
  if ((stated.position_embedding_type ?? 'absolute') !== 'absolute') {
    throw new ModelFileError(`${path}: only absolute position embeddings are built`);
  }
  return {
    layers: number('num_hidden_layers'),
    hiddenSize: number('hidden_size'),
    heads: number('num_attention_heads'),
    feedForwardSize: number('intermediate_size'),
    vocabularySize: number('vocab_size'),
    maxPositions: number('max_position_embeddings'),
    normEpsilon: number('layer_norm_eps'),
  };
}
