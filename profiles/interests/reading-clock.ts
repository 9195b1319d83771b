import type { DenoisedEvent } from '../profile.ts';
import type { InterestSettings } from './settings.ts';

export const hoursAWeek = 168;

/** Hour of the week in UTC, Monday 00:00 first. */
export function hourOfWeek(at: number): number {
  // 1970-01-01 was a Thursday.
  return (((Math.floor(at / 3_600_000) + 3 * 24) % hoursAWeek) + hoursAWeek) % hoursAWeek;
}

/**
 * When a reader reads: weight by hour of the week, smoothed by a Gaussian on the circle (Interest Clock, with circular
 * distance and weights that sum to 1). 168 numbers that sum to 1, or all 0 without any weight.
 */
export function readingClock(events: readonly DenoisedEvent[], asOf: number, settings: InterestSettings): number[] {
  const byHour = new Float64Array(hoursAWeek);
  for (const { event, weight } of events) {
    const at = Date.parse(event.at);
    if (weight > 0 && at <= asOf) byHour[hourOfWeek(at)]! += weight;
  }
  const total = byHour.reduce((sum, weight) => sum + weight, 0);
  const clock = new Array<number>(hoursAWeek).fill(0);
  if (total === 0) return clock;
  const reach = Math.ceil(4 * settings.clockSpreadHours);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * settings.clockSpreadHours ** 2)),
  );
  const mass = kernel.reduce((sum, value) => sum + value, 0);
  for (let hour = 0; hour < hoursAWeek; hour++) {
    if (byHour[hour] === 0) continue;
    for (const [index, value] of kernel.entries()) {
      const target = (hour + index - reach + hoursAWeek) % hoursAWeek;
      clock[target]! += ((byHour[hour]! / total) * value) / mass;
    }
  }
  return clock;
}
