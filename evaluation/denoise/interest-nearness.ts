import type { DenoisedEvent } from '../../profiles/profile.ts';

/** Shares by topic that sum to 1. */
export type Shares = ReadonlyMap<string, number>;

/** Shares of topics in a reader's events: every act alike (raw), or by what denoising left of it. */
export function topicShares(
  events: readonly DenoisedEvent[],
  topicOf: (itemId: string) => string | undefined,
  weighing: 'raw' | 'denoised',
): Shares {
  const weights = new Map<string, number>();
  let total = 0;
  for (const { event, weight } of events) {
    const topic = topicOf(event.itemId);
    const counted = event.kind === 'impression' ? 0 : weighing === 'raw' ? 1 : weight;
    if (topic === undefined || counted === 0) continue;
    weights.set(topic, (weights.get(topic) ?? 0) + counted);
    total += counted;
  }
  return new Map([...weights].map(([topic, weight]) => [topic, weight / total]));
}

/** Total variation distance, 0 (the same) to 1 (nothing in common). */
export function distanceOfShares(a: Shares, b: Shares): number {
  const topics = new Set([...a.keys(), ...b.keys()]);
  return [...topics].reduce((sum, topic) => sum + Math.abs((a.get(topic) ?? 0) - (b.get(topic) ?? 0)), 0) / 2;
}

export interface Nearness {
  readonly readers: number;
  /** Mean distance of the raw and the denoised shares from the true ones. */
  readonly raw: number;
  readonly denoised: number;
  /** By how much the denoised distance is smaller, as a share of the raw one. */
  readonly nearer: number;
  readonly readersNearer: number;
}

/** Compares raw and denoised topic shares of several readers with their true interests. */
export function nearnessToTruth(
  readers: readonly { readonly events: readonly DenoisedEvent[]; readonly truth: Shares }[],
  topicOf: (itemId: string) => string | undefined,
): Nearness {
  const distances = readers.map(({ events, truth }) => ({
    raw: distanceOfShares(topicShares(events, topicOf, 'raw'), truth),
    denoised: distanceOfShares(topicShares(events, topicOf, 'denoised'), truth),
  }));
  const mean = (pick: (entry: { raw: number; denoised: number }) => number) =>
    distances.reduce((sum, entry) => sum + pick(entry), 0) / Math.max(1, distances.length);
  const raw = mean((entry) => entry.raw);
  const denoised = mean((entry) => entry.denoised);
  return {
    readers: readers.length,
    raw,
    denoised,
    nearer: raw > 0 ? 1 - denoised / raw : 0,
    readersNearer: distances.filter((entry) => entry.denoised < entry.raw).length,
  };
}
