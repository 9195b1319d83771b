import { createHash } from 'node:crypto';

/**
 * `train` teaches adapters; `held-in` is never taught and fits what chooses (ranker, thresholds); `test` is looked at
 * by evaluation alone.
 */
export const splits = ['train', 'held-in', 'test'] as const;
export type Split = (typeof splits)[number];

const shares: Readonly<Record<Split, number>> = { train: 0.86, 'held-in': 0.07, test: 0.07 };

/** Changing it would let what was taught into the test: figures before and after could not be compared. */
const seed = 'masthead-newsroom-1';

/** Which part an article belongs to: by a hash of its id alone, so that no run, order or file can move it. */
export function splitOf(id: string): Split {
  const place = placeOf(`${seed}:${id}`);
  if (place < shares.train) return 'train';
  return place < shares.train + shares['held-in'] ? 'held-in' : 'test';
}

/** Share of `train` that is kept for the fact scorer. */
const scorerShare = 0.25;

/**
 * Whether an article serves to fit the fact scorer: those of `held-in`, and a quarter of `train`. The fact adapter is not
 * taught them: what it says of articles that it has learnt from would seem better than it is.
 */
export function fitsFactScorer(id: string): boolean {
  const split = splitOf(id);
  return split === 'held-in' || (split === 'train' && placeOf(`${seed} fact scorer:${id}`) < scorerShare);
}

/** A text's place in 0..1, by its hash. */
function placeOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
