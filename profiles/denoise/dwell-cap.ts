import type { DenoiseSettings } from './settings.ts';
import { mark, type TimelineEvent } from './timeline.ts';

/** `cap`: a dwell beyond the cap is a tab left open; it counts as the cap. */
export function capDwell(timeline: readonly TimelineEvent[], settings: DenoiseSettings): void {
  const { capSeconds } = settings.thresholds;
  for (const entry of timeline) {
    if (entry.dwellSeconds === null || entry.dwellSeconds <= capSeconds) continue;
    mark(entry, 'cap', `open for ${Math.round(entry.dwellSeconds / 60)} minutes, counted as ${capSeconds / 60}`, false);
    entry.dwellSeconds = capSeconds;
  }
}
