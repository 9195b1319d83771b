import type { DecoderConfig } from '../decoder/decoder-weights.ts';

export const adapterTasks = ['headline', 'ad-title', 'facts'] as const;
/** What an adapter was trained to do. */
export type AdapterTask = (typeof adapterTasks)[number];

/** A layer's matrices that an adapter may change, by their short names. */
export const adaptedProjections = ['q', 'k', 'v', 'o', 'gate', 'up', 'down'] as const;
export type AdaptedProjection = (typeof adaptedProjections)[number];

/** What an adapter says of itself; kept in its file's header. */
export interface AdapterDescription {
  /** Lower-case letters, digits, dots and dashes; rows name their adapter by it. */
  readonly name: string;
  readonly version: string;
  readonly task: AdapterTask;
  /** sha256 of the base model's file, of which alone it is an update. */
  readonly madeFor: string;
  /** `promptVersion` of the layout it was trained with. */
  readonly promptVersion: string;
  readonly rank: number;
  /** The update was scaled by alpha / rank in training; that factor lies in the B matrices already. */
  readonly alpha: number;
  /** Data, terms and counts, in words. */
  readonly trainedOn: string;
}

/**
 * A low-rank update of one matrix (LoRA, Hu et al. 2021): `y += (x · a) · b`, the scale folded into `b`. Outputs of q
 * and k stand in half-split rotary order, as everywhere outside GGUF files.
 */
export interface LowRankUpdate {
  /** (inputs, rank), row-major */
  readonly a: Float32Array;
  /** (rank, outputs), row-major */
  readonly b: Float32Array;
}

/** The updates of one layer; a projection that is absent stays as it is. */
export type LayerUpdate = Readonly<Partial<Record<AdaptedProjection, LowRankUpdate>>>;

/**
 * A task's update of a decoder that acts on the tokens behind a source's prefix and never on the prefix, so that one KV
 * cache of the source serves every task (activated LoRA, Greenewald et al. 2025).
 */
export interface Adapter extends AdapterDescription {
  /** sha256 of the file it was read from; null while it has none. */
  readonly fileSha256: string | null;
  readonly hiddenSize: number;
  /** One a layer. */
  readonly layers: readonly LayerUpdate[];
  /** Learnt embeddings that stand first behind the prefix, `t × hiddenSize`; may be empty. */
  readonly taskTokens: Float32Array;
}

/** An adapter that cannot be what it should be, or does not belong to the model it is given to. */
export class AdapterError extends Error {
  override readonly name = 'AdapterError';
}

/** Inputs and outputs of each projection. */
export function projectionSizes(config: DecoderConfig): Record<AdaptedProjection, { inputs: number; outputs: number }> {
  const { hiddenSize, heads, keyValueHeads, headDimension, feedForwardSize } = config;
  const queries = heads * headDimension;
  const keys = keyValueHeads * headDimension;
  return {
    q: { inputs: hiddenSize, outputs: queries },
    k: { inputs: hiddenSize, outputs: keys },
    v: { inputs: hiddenSize, outputs: keys },
    o: { inputs: queries, outputs: hiddenSize },
    gate: { inputs: hiddenSize, outputs: feedForwardSize },
    up: { inputs: hiddenSize, outputs: feedForwardSize },
    down: { inputs: feedForwardSize, outputs: hiddenSize },
  };
}

/**
 * Makes sure that an adapter belongs to a model.
 * @throws AdapterError if it was made for another file, or its shapes are not the model's
 */
export function requireFit(adapter: Adapter, fileSha256: string, config: DecoderConfig): void {
  const { name, madeFor, rank, layers, taskTokens, hiddenSize } = adapter;
  const refuse = (reason: string): never => {
    throw new AdapterError(`adapter ${name}: ${reason}`);
  };
  if (madeFor !== fileSha256) {
    refuse(`it was made for the model file ${madeFor}, but the model is ${fileSha256}; train it again for this one`);
  }
  if (layers.length !== config.layers) refuse(`it has ${layers.length} layers, the model ${config.layers}`);
  if (hiddenSize !== config.hiddenSize) refuse(`it is ${hiddenSize} wide, the model ${config.hiddenSize}`);
  if (taskTokens.length % hiddenSize !== 0) {
    refuse(`its task tokens hold ${taskTokens.length} numbers, which are not whole rows of ${hiddenSize}`);
  }
  const sizes = projectionSizes(config);
  layers.forEach((layer, index) => {
    for (const projection of adaptedProjections) {
      const update = layer[projection];
      if (!update) continue;
      const { inputs, outputs } = sizes[projection];
      if (update.a.length !== inputs * rank || update.b.length !== rank * outputs) {
        refuse(
          `layer ${index}, ${projection}: ${update.a.length} and ${update.b.length} numbers do not make ` +
            `${inputs} × ${rank} and ${rank} × ${outputs}`,
        );
      }
    }
  });
}
