import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import { findDates } from '../../generators/facts/dates.ts';
import { findNames } from '../../generators/facts/names.ts';
import { findNumbers } from '../../generators/facts/number-mentions.ts';
import type { Span } from '../../generators/facts/verdict.ts';
import { fold, wordsOf } from '../../generators/facts/words.ts';

export const plantedKinds = ['number', 'name', 'date', 'quotation'] as const;
export type PlantedKind = (typeof plantedKinds)[number];

/** A true title with one piece swapped for one from another article. */
export interface PlantedError {
  readonly kind: PlantedKind;
  readonly text: string;
  /** What was put in. */
  readonly planted: string;
}

/** A title with its article. */
export interface TitledArticle {
  readonly title: string;
  readonly article: AnalysedArticle;
}

const eachSpan = 3;
const longestQuotation = 8;

/**
 * Swaps each number, name and date of a title for one of the same kind from other articles that this article nowhere
 * has (compared by the plain text, not by the checker's rules), and adds a quotation from another article.
 * @param others articles to take from, walked in order from `start`
 */
export function plantErrors(
  { title, article }: TitledArticle,
  others: readonly TitledArticle[],
  start: number,
): PlantedError[] {
  const errors: PlantedError[] = [];
  const body = ` ${fold(article.plain).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const absent = (piece: string): boolean =>
    !body.includes(
      ` ${fold(piece)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()} `,
    );
  const words = wordsOf(title);
  const dates = findDates(title, article.published);
  const swap = (kind: PlantedKind, span: Span, pieces: Iterable<string>): void => {
    let count = 0;
    for (const planted of pieces) {
      if (count === eachSpan) return;
      errors.push({ kind, planted, text: title.slice(0, span.start) + planted + title.slice(span.end) });
      count++;
    }
  };
  const around = Array.from({ length: others.length - 1 }, (_, step) => others[(start + 1 + step) % others.length]!);
  for (const number of findNumbers(title, words, dates)) {
    const values = new Set(article.numbers.map(({ value }) => value));
    const alike = function* (): Generator<string> {
      for (const { article: other } of around)
        for (const found of other.numbers) {
          const same = found.kind === number.kind && found.unit === number.unit && !found.yearLike;
          if (!same || values.has(found.value) || found.value === 1) continue;
          yield other.plain.slice(found.start, found.end).trim();
          break;
        }
    };
    swap('number', number, alike());
  }
  for (const date of dates) {
    const alike = function* (): Generator<string> {
      for (const { article: other } of around)
        for (const found of other.dates) {
          const piece = other.plain.slice(found.start, found.end);
          if (found.kind !== date.kind || found.key === date.key || !absent(found.key) || !absent(piece)) continue;
          yield piece;
          break;
        }
    };
    swap('date', date, alike());
  }
  for (const name of findNames(title, words, article.index)) {
    const alike = function* (): Generator<string> {
      for (const { title: otherTitle, article: other } of around)
        for (const found of findNames(otherTitle, wordsOf(otherTitle), other.index)) {
          if (found.words.some((word) => !absent(word.folded))) continue;
          yield otherTitle.slice(found.start, found.end);
          break;
        }
    };
    swap('name', name, alike());
  }
  for (const { article: other } of around) {
    const said = other.quotations.find(({ text }) => wordsOf(text).length <= longestQuotation && absent(text));
    if (!said) continue;
    errors.push({ kind: 'quotation', planted: said.text, text: `${title}: “${said.text}”` });
    break;
  }
  return errors;
}
