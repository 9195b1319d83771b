import type { AnalysedArticle } from './analyse-article.ts';
import type { DateMention } from './date-mention.ts';
import { dateWithin } from './dates.ts';
import { contentStems, shareContext } from './shared-context.ts';
import type { ClaimVerdict } from './verdict.ts';
import type { Word } from './words.ts';

/**
 * Every date of a text must be one the article gives, read against its day of publication. Another date of the same
 * kind beside the same words contradicts; a date that is nowhere cannot be verified.
 */
export function dateClaims(
  text: string,
  words: readonly Word[],
  dates: readonly DateMention[],
  article: AnalysedArticle,
): ClaimVerdict[] {
  return dates.map((date) => {
    const claim = { kind: 'date', textSpan: { start: date.start, end: date.end } } as const;
    const said = text.slice(date.start, date.end);
    const supporting = article.dates.filter((found) => dateWithin(date, found)).slice(0, 3);
    if (supporting.length > 0) {
      const first = supporting[0]!;
      return {
        ...claim,
        rule: 'date/agrees',
        label: 'supported',
        evidence: supporting.map(({ start, end }) => ({ start, end, support: 1 })),
        reason: `“${said}” agrees with “${article.body.slice(first.start, first.end)}” in the article.`,
      };
    }
    const around = contentStems(words, date.start, date.end);
    const other = article.dates.find(
      (found) => found.kind === date.kind && comparable(date, found) && shareContext(around, found, article),
    );
    if (other) {
      return {
        ...claim,
        rule: 'date/other-date',
        label: 'contradicted',
        evidence: [{ start: other.start, end: other.end, support: 0 }],
        reason: `The article says “${article.body.slice(other.start, other.end)}”, not “${said}”.`,
      };
    }
    return {
      ...claim,
      rule: 'date/absent',
      label: 'not_verifiable',
      evidence: [],
      reason: `The article gives no date like “${said}”.`,
    };
  });
}

/** Only dates that are both fixed can contradict each other: without a day of publication "tomorrow" may be Monday. */
function comparable(date: DateMention, found: DateMention): boolean {
  return date.kind === 'time' || (date.ranges.length > 0 && found.ranges.length > 0);
}
