import type { SeededRandom } from '../datasets/demo-newsroom/seeded-random.ts';

const leastWeight = 1e-6;

/**
 * Entries in random order, heavy ones rather first: the first so many are a weighted sample without replacement (Efraimidis
 * and Spirakis 2006).
 */
export function weightedOrder<Entry>(
  entries: readonly Entry[],
  weightOf: (entry: Entry) => number,
  random: SeededRandom,
): Entry[] {
  return entries
    .map((entry) => ({ entry, key: random() ** (1 / Math.max(leastWeight, weightOf(entry))) }))
    .sort((a, b) => b.key - a.key)
    .map(({ entry }) => entry);
}
