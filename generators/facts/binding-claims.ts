import type { AnalysedArticle } from './analyse-article.ts';
import { type ContentWord, contentWords } from './article-places.ts';
import { contextFit } from './context-fit.ts';
import type { DateMention } from './date-mention.ts';
import { dateWithin } from './dates.ts';
import { agree } from './number-agreement.ts';
import type { NumberMention } from './number-reading.ts';
import { wordIndexAt } from './shared-context.ts';
import type { ClaimVerdict, Span } from './verdict.ts';
import { isFunctionWord, type Word } from './words.ts';

/** Thresholds of the rule, chosen on the newsroom titles (`evaluation/planted-errors.ts`). */
export interface BindingMargins {
  /** By how much another piece must fit the text's words better. */
  readonly margin: number;
  /** Least fit of that other piece. */
  readonly leastOther: number;
}
export const numberMargins: BindingMargins = { margin: 0.03, leastOther: 0.25 };
export const dateMargins: BindingMargins = { margin: 0.05, leastOther: 0.25 };

/** Below this fit a date stands among none of the text's words. */
const loneFit = 0.2;

/** A number of the article given to something else than it belongs to: another one fits the text's words better. */
export function numberBindingClaims(
  text: string,
  words: readonly Word[],
  numbers: readonly NumberMention[],
  supported: readonly ClaimVerdict[],
  article: AnalysedArticle,
): ClaimVerdict[] {
  return numbers.flatMap((number): ClaimVerdict[] => {
    const judged = supported.find(
      ({ kind, label, textSpan }) => kind === 'number' && label === 'supported' && textSpan.start === number.start,
    );
    if (!judged || number.value === 1 || number.kind === 'ordinal') return [];
    const own = article.numbers.filter((found) => agree(number, found) !== null);
    const others = article.numbers.filter(
      (found) =>
        found.kind === number.kind &&
        found.unit === number.unit &&
        !found.yearLike &&
        found.value !== 1 &&
        !numbers.some((said) => agree(said, found) !== null),
    );
    if (ageIn(text, number) && !own.some((found) => ageIn(article.plain, found))) {
      const age = article.numbers.find((found) => ageIn(article.plain, found) && !own.includes(found));
      return [
        age ? outbidBy(text, number, age, own, article, 'number') : unbound(text, number, own[0]!, article, 'number'),
      ];
    }
    // "31 of its 90", "the 31": what is counted there cannot be told.
    if (own.some(({ nouns, unit }) => nouns.length === 0 && unit === null)) return [];
    // The same thing counted, the same word before: "aged 41", "12 buses"; nothing is bound wrongly.
    if (own.some((found) => sameNeighbour(number, found) || sameWordBeside(words, number, article, found))) return [];
    const comparable = others.filter((found) => mayCountTheSame(number, found));
    return outbid(text, words, number, own, comparable, article, numberMargins, 'number');
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
    const judged = supported.find(
      ({ kind, label, textSpan }) => kind === 'date' && label === 'supported' && textSpan.start === date.start,
    );
    if (!judged || date.kind === 'time') return [];
    const own = article.dates.filter((found) => dateWithin(date, found));
    if (own.some((found) => sameWordBeside(words, date, article, found))) return [];
    const others = article.dates.filter(
      (found) => found.kind === date.kind && !dates.some((said) => dateWithin(said, found)),
    );
    return outbid(text, words, date, own, others, article, dateMargins, 'date');
  });
}

/** "aged 86", "86-year-old", "Lopez, 86,": how old somebody is. */
function ageIn(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 14), start);
  const behind = text.slice(end, end + 12);
  return (
    /\b(?:aged?|age of)[\s,]*$/iu.test(before) ||
    /^[\s-]?(?:years?)?[\s-]?old\b/iu.test(behind) ||
    (/\p{L}, $/u.test(before) && /^[,)]/u.test(behind)) ||
    (/\b(?:was|is|turned|turns)\s*$/iu.test(before) && /^[.,;)]/u.test(behind))
  );
}

/** Measures of one unit may be taken for one another; counts only where what is counted may be the same. */
function mayCountTheSame(number: NumberMention, found: NumberMention): boolean {
  if (number.unit !== null || number.nouns.length === 0 || found.nouns.length === 0) return true;
  return found.nouns.some((noun) => number.nouns.includes(noun));
}

/** News tells of now: a date half a year and more before publication is the background's. */
function isPast({ ranges }: DateMention, published: number | null): boolean {
  const last = Math.max(...ranges.map(({ to }) => to));
  return ranges.length > 0 && published !== null && last < published - 180;
}

function sameNeighbour(number: NumberMention, found: NumberMention): boolean {
  if (number.nouns[0] !== undefined && found.nouns.includes(number.nouns[0])) return number.unit === null;
  return number.before !== null && number.before === found.before && number.nouns.length === 0;
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
  const context: ContentWord[] = contentWords(words).filter(
    ({ at }) => words[at]!.end <= piece.start || words[at]!.start >= piece.end,
  );
  if (context.length < 2) return [];
  const fitOf = (span: Span): number =>
    fitWithLead(context, textAt, wordIndexAt(article.index.words, span.start), article);
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
  const outdone = better !== null && betterFit >= leastOther && betterFit >= ownFit + margin;
  // A date among none of the text's words was added to it.
  const loose =
    kind === 'date' && ownFit < loneFit && own.some((date) => isPast(date as DateMention, article.published));
  if (!outdone && !loose) return [];
  if (outdone && better) return [outbidBy(text, piece, better, own, article, kind)];
  return [unbound(text, piece, own[0]!, article, kind)];
}

function unbound(
  text: string,
  piece: Span,
  there: Span,
  article: AnalysedArticle,
  kind: 'number' | 'date',
): ClaimVerdict {
  const said = text.slice(piece.start, piece.end).trim();
  return {
    kind: 'binding',
    rule: `binding/${kind}`,
    label: 'not_verifiable',
    textSpan: { start: piece.start, end: piece.end },
    evidence: [{ start: there.start, end: there.end, support: 0 }],
    reason: `The article has “${article.body.slice(there.start, there.end).trim()}”, but not for what the text gives “${said}” for.`,
  };
}

function outbidBy(
  text: string,
  piece: Span,
  better: Span,
  own: readonly Span[],
  article: AnalysedArticle,
  kind: 'number' | 'date',
): ClaimVerdict {
  const said = text.slice(piece.start, piece.end).trim();
  const there = article.body.slice(better.start, better.end).trim();
  return {
    kind: 'binding',
    rule: `binding/${kind}`,
    label: 'contradicted',
    textSpan: { start: piece.start, end: piece.end },
    evidence: [better, ...own.slice(0, 1)].map(({ start, end }) => ({ start, end, support: 0 })),
    reason: `The article has “${said}” for something else; of this it says “${there}”.`,
  };
}

/** What the lead says comes before what the body adds: its pieces get so much more. */
const leadBonus = 0.1;
const leadSentences = 2;

function fitWithLead(
  context: readonly ContentWord[],
  textAt: number,
  articleAt: number,
  article: AnalysedArticle,
): number {
  const inLead = (article.places.sentenceOf[articleAt] ?? leadSentences) < leadSentences;
  return contextFit(context, textAt, articleAt, article) + (inLead ? leadBonus : 0);
}

/** "2020 election", "Expedition 70": the same word right before or behind in both. */
function sameWordBeside(words: readonly Word[], piece: Span, { index }: AnalysedArticle, found: Span): boolean {
  const [from, to] = [wordIndexAt(words, piece.start), wordIndexAt(words, piece.end)];
  const [first, last] = [wordIndexAt(index.words, found.start), wordIndexAt(index.words, found.end)];
  const same = (one: Word | undefined, other: Word | undefined): boolean =>
    one !== undefined && other !== undefined && one.stem === other.stem && !isFunctionWord(one.folded);
  const named = same(words[from - 1], index.words[first - 1]) && /\p{Lu}/u.test(words[from - 1]!.text);
  return named || same(words[to], index.words[last]);
}
