import type { Span } from './verdict.ts';

/** Days since 1970-01-01 (UTC), both ends included. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** A date, a stretch of time or a time of day that a text gives. */
export interface DateMention extends Span {
  readonly kind: 'day' | 'week' | 'month' | 'season' | 'year' | 'decade' | 'time';
  /** Stretches it may mean, likelier first: "Monday" is the last or the next one. Empty when nothing fixes it. */
  readonly ranges: readonly DayRange[];
  /** What it says word for word, for texts whose date of publication is unknown: `monday`, `march`, `08:30`. */
  readonly key: string;
}

const millisecondsPerDay = 86_400_000;

/** Day number of a calendar date. @param month 0 is January */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month, day) / millisecondsPerDay);
}

/** Day number of an ISO-8601 moment, or null when there is none or it cannot be read. */
export function publicationDay(publishedAt: string | undefined): number | null {
  const at = publishedAt === undefined ? Number.NaN : Date.parse(publishedAt);
  return Number.isNaN(at) ? null : Math.floor(at / millisecondsPerDay);
}

/** Year, month (0 is January) and weekday (0 is Sunday) of a day number. */
export function calendarOf(day: number): { year: number; month: number; weekday: number } {
  const date = new Date(day * millisecondsPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), weekday: date.getUTCDay() };
}

/** The days of a month. */
export function monthRange(year: number, month: number): DayRange {
  return { from: dayNumber(year, month, 1), to: dayNumber(year, month + 1, 1) - 1 };
}

/** The days of the years `year .. year + count - 1`. */
export function yearRange(year: number, count = 1): DayRange {
  return { from: dayNumber(year, 0, 1), to: dayNumber(year + count, 0, 1) - 1 };
}
