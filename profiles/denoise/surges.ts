import type { StoredEvent } from '../profile.ts';
import { type DenoiseSettings, defaultDenoiseSettings } from './settings.ts';
import { crowdedSpans, peakWithin, surgeBounds } from './surge-windows.ts';
import { compare, mark, type TimelineEvent } from './timeline.ts';

/** A stretch of time in which an item drew far more different readers than is usual for the log. */
export interface Surge {
  readonly itemId: string;
  /** Milliseconds since 1970, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** Most readers in one window. */
  readonly readers: number;
  /** The usual item's most readers in such a window. */
  readonly usualReaders: number;
  readonly windowHours: number;
}

/** Which items surged when: part of what is everyone's, computed once over the whole log. */
export interface SurgeIndex {
  /** The surge of an item at a time, or null. */
  find(itemId: string, at: number): Surge | null;
  readonly surges: readonly Surge[];
}

/**
 * Finds popularity surges (breaking news) over rolling windows of everyone's events, after PHG-DIF's news-level filter
 * (CIKM 2025): the top share of items by readers. There the count is over the log; here it is each item's peak window,
 * and an item must also stand out from the usual peak by robust deviations, so that a small or quiet log has none.
 * Does not depend on the order of events.
 */
export function buildSurgeIndex(
  events: Iterable<StoredEvent>,
  settings: DenoiseSettings = defaultDenoiseSettings,
): SurgeIndex {
  const arrivals = firstArrivals(events);
  const { surgeShortWindowHours, surgeLongWindowHours } = settings.thresholds;
  const surges = [surgeShortWindowHours, surgeLongWindowHours]
    .flatMap((hours) => surgesInWindow(arrivals, hours, settings))
    .sort((a, b) => compare(a.itemId, b.itemId) || a.windowHours - b.windowHours || a.from - b.from);
  return surgeIndexOf(surges);
}

/** An index of surges that were found before. */
export function surgeIndexOf(surges: readonly Surge[]): SurgeIndex {
  const byItem = new Map<string, Surge[]>();
  for (const surge of surges) {
    const list = byItem.get(surge.itemId);
    if (list) list.push(surge);
    else byItem.set(surge.itemId, [surge]);
  }
  return {
    surges,
    find: (itemId, at) => byItem.get(itemId)?.find((surge) => at >= surge.from && at <= surge.to) ?? null,
  };
}

/** `surge`: the item drew a crowd at that hour, so this click says little about this reader. The row stays. */
export function markSurges(timeline: readonly TimelineEvent[], surges: SurgeIndex): void {
  for (const entry of timeline) {
    if (entry.event.kind === 'impression') continue;
    const surge = surges.find(entry.event.itemId, entry.at);
    if (!surge) continue;
    const note = `${surge.readers} readers came to it within ${surge.windowHours} h, ${surge.usualReaders} is usual`;
    mark(entry, 'surge', note, true);
  }
}

/** Each item's sorted times at which a reader first came to it. */
function firstArrivals(events: Iterable<StoredEvent>): Map<string, number[]> {
  const firsts = new Map<string, Map<string, number>>();
  for (const event of events) {
    if (event.kind === 'impression') continue;
    const at = Date.parse(event.at);
    const readers = firsts.get(event.itemId) ?? new Map<string, number>();
    firsts.set(event.itemId, readers);
    const before = readers.get(event.userId);
    if (before === undefined || at < before) readers.set(event.userId, at);
  }
  const arrivals = new Map<string, number[]>();
  for (const [itemId, readers] of firsts)
    arrivals.set(
      itemId,
      [...readers.values()].sort((a, b) => a - b),
    );
  return arrivals;
}

function surgesInWindow(arrivals: Map<string, number[]>, hours: number, settings: DenoiseSettings): Surge[] {
  const span = hours * 3_600_000;
  const peaks = [...arrivals].map(([itemId, times]) => ({ itemId, times, peak: peakWithin(times, span) }));
  const bounds = surgeBounds(
    peaks.map(({ peak }) => peak),
    settings,
  );
  if (bounds === null) return [];
  return peaks
    .filter(({ peak }) => peak >= bounds.threshold)
    .flatMap(({ itemId, times, peak }) =>
      crowdedSpans(times, span, bounds.threshold).map(({ from, to }) => ({
        itemId,
        from,
        to,
        readers: peak,
        usualReaders: bounds.usual,
        windowHours: hours,
      })),
    );
}
