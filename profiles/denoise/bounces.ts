import { expectedReadingSeconds, shortestReadingSeconds } from './reading-time.ts';
import type { DenoiseSettings } from './settings.ts';
import { isOpening, mark, type TimelineEvent } from './timeline.ts';

/** `short`: the item was open for too little of the time it takes to read, so the click says nothing. */
export function markBounces(timeline: readonly TimelineEvent[], settings: DenoiseSettings): void {
  for (const entry of timeline) {
    if (!isOpening(entry)) continue;
    if (entry.event.kind === 'quick_close') {
      mark(entry, 'short', 'closed at once', true);
      continue;
    }
    if (entry.dwellSeconds === null) continue;
    const shortest = shortestReadingSeconds(entry.words, settings);
    if (entry.dwellSeconds >= shortest) continue;
    const open = `open for ${roundedSeconds(entry.dwellSeconds)} s`;
    const note =
      entry.words === null
        ? `${open}, less than ${shortest} s on an item of unknown length`
        : `${open}, a ${entry.words}-word article takes ${Math.round(expectedReadingSeconds(entry.words, settings))} s`;
    mark(entry, 'short', note, true);
  }
}

const roundedSeconds = (seconds: number) => (seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds));
