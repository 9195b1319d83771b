import type { Sentence } from '../../profiles/focus/sentences.ts';
import type { ArticleWords } from './article-words.ts';
import { isFunctionWord, type Word } from './words.ts';

/** In which sentence each word of an article stands, and how much a stem tells one sentence from the others. */
export interface ArticlePlaces {
  /** Index of the sentence of each word. */
  readonly sentenceOf: Uint32Array;
  readonly sentenceCount: number;
  /** Weight of a stem: ln(1 + sentences / sentences with it); that of a stem in a single sentence when it is unknown. */
  readonly weightOf: (stem: string) => number;
}

/** Places the words of an article in its sentences. Linear. */
export function placeWords(index: ArticleWords, sentences: readonly Sentence[]): ArticlePlaces {
  const sentenceOf = new Uint32Array(index.words.length);
  const sentenceCount = Math.max(1, sentences.length);
  let sentence = 0;
  for (const [at, word] of index.words.entries()) {
    while (sentence + 1 < sentences.length && sentences[sentence + 1]!.start <= word.start) sentence++;
    sentenceOf[at] = sentence;
  }
  const weights = new Map<string, number>();
  const weightOf = (stem: string): number => {
    const known = weights.get(stem);
    if (known !== undefined) return known;
    const having = new Set((index.stemPositions.get(stem) ?? []).map((at) => sentenceOf[at]!)).size;
    const weight = Math.log(1 + sentenceCount / Math.max(1, having));
    weights.set(stem, weight);
    return weight;
  };
  return { sentenceOf, sentenceCount, weightOf };
}

/** A content word of a short text: its stem and where among the text's words it stands. */
export interface ContentWord {
  readonly stem: string;
  readonly at: number;
}

/** The content words of a short text: neither function words nor figures. */
export function contentWords(words: readonly Word[]): ContentWord[] {
  return words.flatMap(({ folded, stem }, at) => (isFunctionWord(folded) || /^\d/u.test(folded) ? [] : [{ stem, at }]));
}
