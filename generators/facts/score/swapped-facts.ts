import type { AnalysedArticle } from '../analyse-article.ts';
import { findDates } from '../dates.ts';
import { findNames, isCalendarWord } from '../names.ts';
import { findNumbers } from '../number-mentions.ts';
import type { NumberMention } from '../number-reading.ts';
import type { Span } from '../verdict.ts';
import { isCapitalised, isFunctionWord, type Word, wordsOf } from '../words.ts';

/** A fact of a text, and another of its kind that the article's nearest sentences have instead. */
export interface SwappedFact extends Span {
  readonly alternative: string;
}

/** Sentences of the article in which the rest of the text stands best, that give alternatives. */
const nearSentences = 3;

/**
 * Facts of a text that may have been taken for another one: for each name and number, one that the article's nearest
 * sentences give where the text does not have it. Nearness is by the text's other content words.
 * @param options.each alternatives of one fact, at most
 * @param options.within only facts that lie in this stretch of the text
 */
export function swappedFacts(
  text: string,
  article: AnalysedArticle,
  { each = 1, within }: { readonly each?: number; readonly within?: Span } = {},
): SwappedFact[] {
  const words = wordsOf(text);
  const stems = new Set(words.filter((word) => !isFunctionWord(word.folded)).map((word) => word.stem));
  const nearest = nearestSentences(stems, article);
  const wanted = ({ start, end }: Span) => !within || (start < within.end && end > within.start);
  const names = findNames(text, words, article.index).filter(wanted);
  const numbers = findNumbers(text, words, findDates(text, article.published)).filter(wanted);
  const instead = ({ start, end }: Span, alternatives: readonly string[]): SwappedFact[] =>
    [...new Set(alternatives)].slice(0, each).map((alternative) => ({ start, end, alternative }));
  const otherNames = nearest
    .flatMap((sentence) => namesWithin(sentence, article))
    .filter((run) => !run.some(({ stem }) => stems.has(stem)))
    .map((run) => textOf(run, article));
  const otherNumbers = (number: NumberMention) =>
    article.numbers.filter(
      (found) =>
        found.kind === number.kind &&
        found.unit === number.unit &&
        found.value !== number.value &&
        found.yearLike === number.yearLike &&
        nearest.some((sentence) => found.start >= sentence.start && found.end <= sentence.end),
    );
  return [
    ...names.flatMap((name) => instead(name, otherNames)),
    ...numbers.flatMap((number) =>
      instead(
        number,
        otherNumbers(number).map(({ start, end }) => article.plain.slice(start, end).trim()),
      ),
    ),
  ];
}

const textOf = (run: readonly Word[], article: AnalysedArticle): string =>
  article.plain.slice(run[0]!.start, run.at(-1)!.end);

function nearestSentences(stems: ReadonlySet<string>, article: AnalysedArticle): Span[] {
  const counts = new Map<Span, number>();
  const { words, stemPositions } = article.index;
  for (const stem of stems) {
    const seen = new Set<Span>();
    for (const position of stemPositions.get(stem) ?? []) {
      const sentence = sentenceAt(article.sentences, words[position]!.start);
      if (!sentence || seen.has(sentence)) continue;
      seen.add(sentence);
      counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([left, some], [right, more]) => more - some || left.start - right.start)
    .slice(0, nearSentences)
    .map(([sentence]) => sentence);
}

function sentenceAt(sentences: readonly Span[], offset: number): Span | undefined {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  const sentence = sentences[low];
  return sentence && sentence.start <= offset ? sentence : undefined;
}

/** Runs of capitalised words inside a sentence, its first word only as part of a longer run. */
function namesWithin(sentence: Span, { index, plain }: AnalysedArticle): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  const close = () => {
    if (run.length > 1 || (run.length === 1 && !run[0]!.opens)) runs.push(run);
    run = [];
  };
  for (const word of index.words) {
    if (word.end <= sentence.start) continue;
    if (word.start >= sentence.end) break;
    const gap = run.length > 0 ? plain.slice(run.at(-1)!.end, word.start) : '';
    const fits =
      isCapitalised(word.text) &&
      /^\p{L}/u.test(word.text) &&
      !isFunctionWord(word.folded) &&
      !isCalendarWord(word.folded);
    if (!fits || !/^\s*$/u.test(gap)) close();
    if (fits) run.push(word);
  }
  close();
  return runs;
}
