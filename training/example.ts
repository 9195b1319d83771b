import type { AdapterTask } from '../models/adapter/adapter.ts';

/** A stretch of a training tail: token ids, or the place of the adapter's task tokens. */
export type PromptPiece = { readonly ids: readonly number[] } | { readonly taskTokens: true };

/** One thing to learn, laid out as it is served. */
export interface TrainingExample {
  /** Of the row it was made from; several examples may share it. */
  readonly id: string;
  readonly task: AdapterTask;
  /** The frame and the source's first tokens: read by the served base model, no gradient runs through it. */
  readonly prefix: readonly number[];
  readonly tail: readonly PromptPiece[];
  /** Ids to be written behind the tail, the end included; the loss is their mean negative log-likelihood. */
  readonly target: readonly number[];
  /** How much its loss counts; 1 is usual, 0 never occurs. */
  readonly weight: number;
}
