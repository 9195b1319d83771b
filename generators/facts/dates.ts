import type { DateMention } from './date-mention.ts';
import { datePatterns } from './date-patterns.ts';

/**
 * Every date, stretch of time and time of day in a text, in order and without overlaps, read against the day of
 * publication: "Monday", "next month", "3 March", "2026", "8.30am".
 * @param published day number of publication, null when unknown
 */
export function findDates(given: string, published: number | null): DateMention[] {
  // A text all in capitals has its months in capitals too; in any other a month is written with one.
  const text =
    /\p{Lu}/u.test(given) && !/\p{Ll}/u.test(given)
      ? given.replace(/\p{Lu}{3,}/gu, (word) => word[0] + word.slice(1).toLowerCase())
      : given;
  const found: DateMention[] = [];
  for (const { expression, read } of datePatterns) {
    for (const match of text.matchAll(expression)) {
      const reading = read(match.groups ?? {}, published);
      if (!reading) continue;
      const start = match.index;
      const end = start + match[0].length;
      if (reading.kind === 'year' && countsThings(reading.key, text.slice(end, end + 30))) continue;
      found.push({ start, end, ...reading });
    }
  }
  found.sort((left, right) => left.start - right.start || right.end - left.end);
  const kept: DateMention[] = [];
  for (const mention of found) {
    const last = kept.at(-1);
    if (!last || mention.start >= last.end) kept.push(mention);
    else if (mention.end - mention.start > last.end - last.start) kept[kept.length - 1] = mention;
  }
  return kept;
}

/** "2000 jobs", "1800 homes": a round or unlikely year before a plural in small letters is a count. */
function countsThings(figure: string, following: string): boolean {
  const value = Number(figure);
  const round = value % 100 === 0 || value < 1900 || value > 2050;
  return round && /^\s+(?:\p{Ll}+\s+){0,2}\p{Ll}{2,}s\b/u.test(following);
}

/** Whether what the article says lies within what the text says: "3 March 2026" within "2026", "Monday" is Monday. */
export function dateWithin(claim: DateMention, evidence: DateMention): boolean {
  if (claim.kind === 'time' || evidence.kind === 'time')
    return claim.kind === evidence.kind && claim.key === evidence.key;
  if (claim.key === evidence.key && claim.kind === evidence.kind)
    return claim.ranges.length === 0 || evidence.ranges.length === 0 || overlaps(claim, evidence);
  return claim.ranges.some((outer) =>
    evidence.ranges.some((inner) => inner.from >= outer.from && inner.to <= outer.to),
  );
}

function overlaps(claim: DateMention, evidence: DateMention): boolean {
  return claim.ranges.some((one) => evidence.ranges.some((other) => one.from <= other.to && other.from <= one.to));
}
