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
  const place = createHash('sha256').update(`${seed}:${id}`).digest().readUInt32BE(0) / 2 ** 32;
  if (place < shares.train) return 'train';
  return place < shares.train + shares['held-in'] ? 'held-in' : 'test';
}
