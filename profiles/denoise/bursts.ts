import { type Stretch, stretchesAboveRate } from './rates.ts';
import { shortestReadingSeconds } from './reading-time.ts';
import type { DenoiseSettings } from './settings.ts';
import { isOpening, mark, type TimelineEvent } from './timeline.ts';

/**
 * `burst`: a reader clicks faster than anybody reads, by rate or in a run of gaps too small to read in. A click in such
 * a stretch that was measurably read all the same (tabs opened first, read later) keeps its weight.
 */
export function markBursts(timeline: readonly TimelineEvent[], settings: DenoiseSettings): void {
  const openings = timeline.filter((entry) => isOpening(entry) && !entry.reasons.includes('duplicate'));
  const { burstPerMinute, burstPerFiveMinutes, burstPerHalfHour } = settings.thresholds;
  const fast = runsOfTinyGaps(openings, settings);
  for (const { from, to, note } of fast) {
    for (const entry of openings.slice(from, to)) if (!wasRead(entry, settings)) mark(entry, 'burst', note, true);
  }
  const rates = stretchesAboveRate(openings, [
    { seconds: 60, limit: burstPerMinute },
    { seconds: 300, limit: burstPerFiveMinutes },
    { seconds: 1800, limit: burstPerHalfHour },
  ]);
  for (const { from, to, note } of rates) {
    for (const entry of openings.slice(from, to)) mark(entry, 'burst', note, true);
  }
}

function runsOfTinyGaps(openings: readonly TimelineEvent[], settings: DenoiseSettings): Stretch[] {
  const { burstRunClicks, burstGapSeconds } = settings.thresholds;
  const runs: Stretch[] = [];
  let from = 0;
  for (let to = 1; to <= openings.length; to++) {
    const gap = to < openings.length ? (openings[to]!.at - openings[to - 1]!.at) / 1000 : Number.POSITIVE_INFINITY;
    // A gap of 0 is an unknown one; it neither makes nor breaks a run on its own.
    if (gap > 0 && gap < burstGapSeconds) continue;
    if (to - from >= burstRunClicks) {
      runs.push({ from, to, note: `one of ${to - from} clicks in a row less than ${burstGapSeconds} s apart` });
    }
    from = to;
  }
  return runs;
}

/** Whether the log itself measured a dwell that suffices; an imputed one cannot prove reading. */
function wasRead(entry: TimelineEvent, settings: DenoiseSettings): boolean {
  const measured = entry.event.dwellSeconds;
  return measured !== undefined && measured >= shortestReadingSeconds(entry.words, settings);
}
