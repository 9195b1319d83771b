import type { TimelineEvent } from './timeline.ts';

/** More than `limit` openings within `seconds` is too many. */
export interface RateLimit {
  readonly seconds: number;
  readonly limit: number;
}

/** A stretch of a list of openings, end exclusive, and what was found there. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly note: string;
}

/**
 * Stretches in which a rate is exceeded, by a sliding window. Openings at one instant count once: an import that knows
 * only the day writes many events at one time, which is no speed.
 */
export function stretchesAboveRate(openings: readonly TimelineEvent[], limits: readonly RateLimit[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { seconds, limit } of limits) {
    let from = 0;
    let instants = 0;
    for (let to = 0; to < openings.length; to++) {
      if (to === 0 || openings[to]!.at !== openings[to - 1]!.at) instants++;
      while (openings[to]!.at - openings[from]!.at >= seconds * 1000) {
        if (openings[from]!.at !== openings[from + 1]!.at) instants--;
        from++;
      }
      if (instants > limit) {
        const span = seconds < 120 ? `${seconds} s` : `${seconds / 60} minutes`;
        stretches.push({ from, to: to + 1, note: `one of more than ${limit} clicks within ${span}` });
      }
    }
  }
  return stretches;
}
