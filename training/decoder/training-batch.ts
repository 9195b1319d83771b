import type { PrefixCacheContent } from '../../models/language-model.ts';

/** One row of a batch: a tail with its target behind it, and the prefix it attends to. */
export interface TrainingRow {
  readonly prefix: PrefixCacheContent;
  /** `length × H`: the tail's ids and the target's but the last; zeros where a task token stands. */
  readonly embeddings: Float32Array;
  readonly length: number;
  /** Place of the first task token, or null where the tail has none. */
  readonly taskTokensAt: number | null;
  /** Place whose next token is the target's first. */
  readonly askedFrom: number;
  readonly target: readonly number[];
  /** What each target token's negative log-likelihood counts in the loss. */
  readonly tokenWeight: number;
}
