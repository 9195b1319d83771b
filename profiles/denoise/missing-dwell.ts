import type { StoredEvent } from '../profile.ts';
import type { DenoiseSettings } from './settings.ts';
import { mark, type TimelineEvent } from './timeline.ts';

/** Median of the known dwells of clicks in everyone's log, in seconds, or null when none is known. */
export function medianDwellSeconds(events: Iterable<StoredEvent>, settings: DenoiseSettings): number | null {
  const known: number[] = [];
  for (const { kind, dwellSeconds } of events) {
    const read = kind === 'click' || kind === 'finish';
    if (read && dwellSeconds !== undefined && dwellSeconds >= 0) {
      known.push(Math.min(dwellSeconds, settings.thresholds.capSeconds));
    }
  }
  if (known.length === 0) return null;
  known.sort((a, b) => a - b);
  const middle = known.length >> 1;
  return known.length % 2 === 1 ? known[middle]! : (known[middle - 1]! + known[middle]!) / 2;
}

/**
 * `imputed`: a click whose dwell is unknown gets the gap to the reader's next act on another item within the session,
 * less what usually passes between two items, else the log's median. Events that share one instant have no gap: such
 * logs know the order only.
 */
export function imputeMissingDwell(
  timeline: readonly TimelineEvent[],
  settings: DenoiseSettings,
  median: number | null,
): void {
  const { sessionGapSeconds, unknownDwellSeconds } = settings.thresholds;
  for (const [position, entry] of timeline.entries()) {
    if (entry.event.kind !== 'click' || entry.dwellSeconds !== null) continue;
    const gap = secondsToNextItem(timeline, position);
    if (gap !== null && gap > 0 && gap <= sessionGapSeconds) {
      entry.dwellSeconds = dwellWithin(gap, settings);
      mark(entry, 'imputed', `its dwell is unknown, ${Math.round(gap)} s passed until the next item`, false);
    } else {
      entry.dwellSeconds = median ?? unknownDwellSeconds;
      const origin = median === null ? 'the stated default is taken' : 'the median of the log is taken';
      mark(entry, 'imputed', `its dwell is unknown, ${origin} (${Math.round(entry.dwellSeconds)} s)`, false);
    }
  }
}

/** What of the gap to the next item was spent on this one; never nothing. */
export function dwellWithin(gapSeconds: number, settings: DenoiseSettings): number {
  return Math.max(gapSeconds / 2, gapSeconds - settings.thresholds.betweenItemsSeconds);
}

function secondsToNextItem(timeline: readonly TimelineEvent[], position: number): number | null {
  const entry = timeline[position]!;
  for (let next = position + 1; next < timeline.length; next++) {
    const other = timeline[next]!;
    if (other.event.kind === 'impression' || other.event.itemId === entry.event.itemId) continue;
    if (other.reasons.includes('duplicate')) continue;
    return (other.at - entry.at) / 1000;
  }
  return null;
}
