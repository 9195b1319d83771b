import type { DenoisedEvent } from '../profile.ts';
import type { HistoryEntry } from './encoder.ts';

const millisecondsADay = 86_400_000;

/**
 * The history that encoders take: of one item on one day the strongest act stands for all, as in `evidenceByItem`;
 * events without weight, after `asOf`, or on items without a vector are left out.
 * @param asOf milliseconds since 1970
 */
export function historyOfEvents(
  events: readonly DenoisedEvent[],
  items: ReadonlyMap<string, { readonly vector: Float32Array }>,
  asOf: number,
  halfLifeDays: number,
): HistoryEntry[] {
  const strongest = new Map<string, HistoryEntry>();
  const now = (entry: HistoryEntry) => entry.weight * 2 ** ((entry.at - asOf) / millisecondsADay / halfLifeDays);
  for (const { event, weight } of events) {
    const at = Date.parse(event.at);
    const item = items.get(event.itemId);
    if (weight <= 0 || at > asOf || !item) continue;
    const key = `${Math.floor(at / millisecondsADay)} ${event.itemId}`;
    const entry = { itemId: event.itemId, vector: item.vector, weight, at };
    const before = strongest.get(key);
    if (!before || now(entry) > now(before)) strongest.set(key, entry);
  }
  return [...strongest.values()].sort(
    (a, b) => a.at - b.at || (a.itemId < b.itemId ? -1 : a.itemId > b.itemId ? 1 : 0),
  );
}
