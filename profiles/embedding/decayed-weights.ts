import type { EncodeOptions, HistoryEntry } from './encoder.ts';

const millisecondsADay = 86_400_000;

/** Weight of each entry after time decay: half after each half-life. */
export function decayedWeights(
  history: readonly HistoryEntry[],
  { asOf, halfLifeDays }: Pick<EncodeOptions, 'asOf' | 'halfLifeDays'>,
): number[] {
  return history.map(({ weight, at }) => weight * 2 ** (-Math.max(0, asOf - at) / millisecondsADay / halfLifeDays));
}

/** Oldest first; entries of one time by item, so that the order they came in does not matter. */
export function inOrderOfTime(history: readonly HistoryEntry[]): HistoryEntry[] {
  return [...history].sort((a, b) => a.at - b.at || (a.itemId < b.itemId ? -1 : a.itemId > b.itemId ? 1 : 0));
}
