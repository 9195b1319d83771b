import type { DenoiseSettings } from './settings.ts';

/** Most arrivals within any window of `span` milliseconds. @param times sorted */
export function peakWithin(times: ArrayLike<number>, span: number): number {
  let from = 0;
  let peak = 0;
  for (let to = 0; to < times.length; to++) {
    while (times[to]! - times[from]! >= span) from++;
    peak = Math.max(peak, to - from + 1);
  }
  return peak;
}

/** Union of the windows of `span` milliseconds that hold at least `threshold` arrivals. @param times sorted */
export function crowdedSpans(
  times: ArrayLike<number>,
  span: number,
  threshold: number,
): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  let first = 0;
  for (let last = 0; last < times.length; last++) {
    while (times[last]! - times[first]! >= span) first++;
    if (last - first + 1 < threshold) continue;
    const previous = spans.at(-1);
    if (previous && times[first]! <= previous.to) previous.to = times[last]!;
    else spans.push({ from: times[first]!, to: times[last]! });
  }
  return spans;
}

/** The usual item's peak, and the peak from which on an item surges; null where no item has readers. */
export function surgeBounds(
  peaks: readonly number[] | Uint32Array,
  settings: DenoiseSettings,
): { readonly usual: number; readonly threshold: number } | null {
  if (peaks.length === 0) return null;
  const { surgeTopShare, surgeItemsAtLeast, surgeDeviations, surgeReadersAtLeast } = settings.thresholds;
  const sorted = Uint32Array.from(peaks).sort();
  const usual = sorted[sorted.length >> 1]!;
  const deviations = sorted.map((peak) => Math.abs(peak - usual)).sort();
  // Counts of rare arrivals vary by their square root at least (Poisson), whatever the median deviation says.
  const deviation = Math.max(1.4826 * deviations[deviations.length >> 1]!, Math.sqrt(usual));
  const allowed = Math.max(surgeItemsAtLeast, Math.ceil(surgeTopShare * sorted.length));
  const leastOfTop = sorted[Math.max(0, sorted.length - allowed)]!;
  return { usual, threshold: Math.max(surgeReadersAtLeast, usual + surgeDeviations * deviation, leastOfTop) };
}
