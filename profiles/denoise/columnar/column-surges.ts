import type { ArrivalColumns } from '../../../datasets/import/sorted-log.ts';
import type { DenoiseSettings } from '../settings.ts';
import { crowdedSpans, peakWithin, surgeBounds } from '../surge-windows.ts';

/** A log that can say, by item and time, when readers first came. */
export interface ArrivalSource {
  firstArrivals(items?: readonly number[]): AsyncIterable<ArrivalColumns>;
}

/**
 * The surges of `buildSurgeIndex`, item by item: the arrivals of one item at a time are held. They are gone over once
 * for the peaks, and once more for the few items above a threshold.
 * @param items number of items in the dictionary
 * @returns by place of item `[from, to, …]`, milliseconds since 1970, both inclusive
 */
export async function columnSurges(
  source: ArrivalSource,
  items: number,
  settings: DenoiseSettings,
): Promise<Map<number, Float64Array>> {
  const { surgeShortWindowHours, surgeLongWindowHours } = settings.thresholds;
  const windows = [surgeShortWindowHours, surgeLongWindowHours].map((hours) => hours * 3_600_000);
  const peaks = windows.map(() => new Uint32Array(items));
  for await (const { item, times } of byItem(source.firstArrivals())) {
    for (const [place, span] of windows.entries()) peaks[place]![item] = peakWithin(times, span);
  }
  // Items that were only shown have no readers and are none of the log's items.
  const bounds = peaks.map((ofWindow) =>
    surgeBounds(
      ofWindow.filter((peak) => peak > 0),
      settings,
    ),
  );
  const crowded: number[] = [];
  for (let item = 0; item < items; item++) {
    if (bounds.some((bound, place) => bound !== null && peaks[place]![item]! >= bound.threshold)) crowded.push(item);
  }
  const surges = new Map<number, Float64Array>();
  for await (const { item, times } of byItem(source.firstArrivals(crowded))) {
    const spans = windows.flatMap((span, place) =>
      bounds[place] && peaks[place]![item]! >= bounds[place].threshold
        ? crowdedSpans(times, span, bounds[place].threshold)
        : [],
    );
    surges.set(item, Float64Array.from(spans.flatMap(({ from, to }) => [from, to])));
  }
  return surges;
}

/** Each item with its sorted arrivals; the array is good until the next. */
async function* byItem(arrivals: AsyncIterable<ArrivalColumns>): AsyncGenerator<{ item: number; times: number[] }> {
  let item = -1;
  let times: number[] = [];
  for await (const chunk of arrivals) {
    for (let row = 0; row < chunk.item.length; row++) {
      if (chunk.item[row] !== item) {
        if (times.length > 0) yield { item, times };
        item = chunk.item[row]!;
        times = [];
      }
      times.push(chunk.time[row]!);
    }
  }
  if (times.length > 0) yield { item, times };
}
