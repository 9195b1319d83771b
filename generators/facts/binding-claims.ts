import type { AnalysedArticle } from './analyse-article.ts';
import { type ContentWord, contentWords } from './article-places.ts';
import { contextFit } from './context-fit.ts';
import type { DateMention } from './date-mention.ts';
import { dateWithin } from './dates.ts';
import { agree } from './number-agreement.ts';
import type { NumberMention } from './number-reading.ts';
import { wordIndexAt } from './shared-context.ts';
import type { ClaimVerdict, Span } from './verdict.ts';
import type { Word } from './words.ts';

/** Thresholds of the rule, chosen on the newsroom titles (`evaluation/planted-errors.ts`). */
export interface BindingMargins {
  /** By how much another piece must fit the text's words better. */
  readonly margin: number;
  /** Least fit of that other piece. */
  readonly leastOther: number;
}
export const numberMargins: BindingMargins = { margin: 0.0, leastOther: 0.25 };
export const dateMargins: BindingMargins = { margin: 0.0, leastOther: 0.2 };

/** A number of the article given to something else than it belongs to: another one fits the text's words better. */
export function numberBindingClaims(
  text: string,
  words: readonly Word[],
  numbers: readonly NumberMention[],
  supported: readonly ClaimVerdict[],
  article: AnalysedArticle,
): ClaimVerdict[] {
  return numbers.flatMap((number): ClaimVerdict[] => {
    const judged = supported.find(({ kind, label, textSpan }) => kind === 'number' && label === 'supported' && textSpan.start === number.start);
    if (!judged || number.value === 1 || number.kind === 'ordinal') return [];
    const own = article.numbers.filter((found) => agree(number, found) !== null);
    const others = article.numbers.filter((found) => found.kind === number.kind && found.unit === number.unit && !found.yearLike && found.value !== 1 && !numbers.some((said) => agree(said, found) !== null));
    return outbid(text, words, number, own, others, article, numberMargins, 'number');
  });
}

/** A date of the article given to what happened at another time. */
export function dateBindingClaims(
  text: string,
  words: readonly Word[],
  dates: readonly DateMention[],
  supported: readonly ClaimVerdict[],
  article: AnalysedArticle,
): ClaimVerdict[] {
  return dates.flatMap((date): ClaimVerdict[] => {
    const judged = supported.find(({ kind, label, textSpan }) => kind === 'date' && label === 'supported' && textSpan.start === date.start);
    if (!judged || date.kind === 'time') return [];
    const own = article.dates.filter((found) => dateWithin(date, found));
    const others = article.dates.filter((found) => found.kind === date.kind && !dates.some((said) => dateWithin(said, found)));
    return outbid(text, words, date, own, others, article, dateMargins, 'date');
  });
}

function outbid(
  text: string,
  words: readonly Word[],
  piece: Span,
  own: readonly Span[],
  others: readonly Span[],
  article: AnalysedArticle,
  { margin, leastOther }: BindingMargins,
  kind: 'number' | 'date',
): ClaimVerdict[] {
  const textAt = wordIndexAt(words, piece.start);
  const context: ContentWord[] = contentWords(words).filter(({ at }) => words[at]!.end <= piece.start || words[at]!.start >= piece.end);
  if (context.length < 2) return [];
  const fitOf = (span: Span): number => contextFit(context, textAt, wordIndexAt(article.index.words, span.start), article);
  const ownFit = own.reduce((best, span) => Math.max(best, fitOf(span)), 0);
  let better: Span | null = null;
  let betterFit = 0;
  for (const span of others) {
    const fit = fitOf(span);
    if (fit > betterFit) {
      betterFit = fit;
      better = span;
    }
  }
  if (!better || betterFit < leastOther || betterFit < ownFit + margin) return [];
  const said = text.slice(piece.start, piece.end).trim();
  const there = article.body.slice(better.start, better.end).trim();
  return [
    {
      kind: 'binding',
      rule: `binding/${kind}`,
      label: 'contradicted',
      textSpan: { start: piece.start, end: piece.end },
      evidence: [
        { start: better.start, end: better.end, support: 0 },
        ...own.slice(0, 1).map(({ start, end }) => ({ start, end, support: 0 })),
      ],
      reason: `The article has “${said}” for something else; of this it says “${there}”.`,
    },
  ];
}
