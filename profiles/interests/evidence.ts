import type { DenoisedEvent } from '../profile.ts';
import type { InterestSettings } from './settings.ts';

const millisecondsADay = 86_400_000;

/** What a reader's events say of one item. */
export interface ItemEvidence {
  readonly itemId: string;
  /** Sum of the weights of its readings after time decay. */
  readonly weight: number;
}

/** How much an event of an age counts: half after each half-life. */
export function recency(ageMilliseconds: number, settings: InterestSettings): number {
  return 2 ** (-Math.max(0, ageMilliseconds) / millisecondsADay / settings.halfLifeDays);
}

/**
 * Adds up events by item, decayed to `asOf`; events after it are not yet known. Within a day the strongest act on an
 * item stands for all (who clicks, finishes and shares has read once). Ordered by item id.
 */
export function evidenceByItem(
  events: readonly DenoisedEvent[],
  asOf: number,
  settings: InterestSettings,
): ItemEvidence[] {
  const readings = new Map<string, Map<number, number>>();
  for (const { event, weight } of events) {
    const at = Date.parse(event.at);
    if (weight <= 0 || at > asOf) continue;
    const days = readings.get(event.itemId) ?? new Map<number, number>();
    readings.set(event.itemId, days);
    const day = Math.floor(at / millisecondsADay);
    days.set(day, Math.max(days.get(day) ?? 0, weight * recency(asOf - at, settings)));
  }
  return [...readings]
    .map(([itemId, days]) => ({
      itemId,
      weight: [...days.values()].sort((a, b) => a - b).reduce((sum, weight) => sum + weight, 0),
    }))
    .sort((a, b) => (a.itemId < b.itemId ? -1 : a.itemId > b.itemId ? 1 : 0));
}
