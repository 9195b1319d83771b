import type { DenoiseSettings } from './settings.ts';
import { isAct, mark, type TimelineEvent } from './timeline.ts';

/**
 * `duplicate`: the same kind of event on the same item again within seconds, or with the same id, is one act sent twice.
 * Of such a run the event with the longest dwell speaks; the first where they are equal.
 */
export function markDuplicates(timeline: readonly TimelineEvent[], settings: DenoiseSettings): void {
  const within = settings.thresholds.duplicateSeconds * 1000;
  const kept = new Map<string, TimelineEvent>();
  const ids = new Map<string, TimelineEvent>();
  for (const entry of timeline) {
    if (!isAct(entry)) continue;
    const key = `${entry.event.kind}\u0000${entry.event.itemId}`;
    const before = ids.get(entry.event.id) ?? kept.get(key);
    if (before && (before.event.id === entry.event.id || entry.at - before.at < within)) {
      const better = (entry.dwellSeconds ?? -1) > (before.dwellSeconds ?? -1);
      const seconds = Math.round((entry.at - before.at) / 1000);
      mark(better ? before : entry, 'duplicate', `sent twice within ${seconds} s`, true);
      if (!better) continue;
    }
    kept.set(key, entry);
    ids.set(entry.event.id, entry);
  }
}
