import { isFunctionWord, type Word } from '../words.ts';
import { type LikelihoodReading, mostSwaps, type WordLikelihood } from './likelihood-reading.ts';

/** What the language model's likelihoods say of a text, in nats. */
export interface LikelihoodFeatures {
  /** Mean a token of the content words behind the article, and what the article adds to it. */
  readonly contentWith: number;
  readonly contentGain: number;
  /** The least likely content word behind the article, the third least likely, and the least gain of a content word. */
  readonly leastWith: number;
  readonly thirdLeastWith: number;
  readonly leastGain: number;
  /** Least likely function word: "not", "to", "after" where the article goes on otherwise. */
  readonly leastFunctionWith: number;
  /** What the best swap of a fact would gain, 0 where there is none to try. */
  readonly bestSwapGain: number;
}

/** A word is read behind the words before it; the first has only the cue before it and says little. */
const skippedWords = 1;
const floor = -14;

/** Sums up a likelihood reading. @param words the text's, with offsets */
export function likelihoodFeatures(
  words: readonly Word[],
  { words: likelihoods, swaps }: LikelihoodReading,
): LikelihoodFeatures {
  const byStart = new Map(words.map((word) => [word.start, word]));
  const read = likelihoods.slice(skippedWords);
  const isContent = ({ start }: WordLikelihood) => !isFunctionWord(byStart.get(start)?.folded ?? '');
  const content = read.filter(isContent);
  const functions = read.filter((word) => !isContent(word));
  const withArticle = content.map((word) => Math.max(floor, word.withArticle)).sort((a, b) => a - b);
  const gain = (word: WordLikelihood) => Math.max(floor, word.withArticle - word.withoutArticle);
  const least = (values: readonly number[]) => values.reduce((lowest, value) => Math.min(lowest, value), 0);
  const gains = swaps.slice(0, mostSwaps).map((swap) => swap.gain);
  return {
    contentWith: perToken(content, (word) => word.withArticle),
    contentGain: perToken(content, (word) => word.withArticle - word.withoutArticle),
    leastWith: withArticle[0] ?? 0,
    thirdLeastWith: withArticle[2] ?? withArticle.at(-1) ?? 0,
    leastGain: least(content.map(gain)),
    leastFunctionWith: least(functions.map((word) => Math.max(floor, word.withArticle))),
    bestSwapGain: Math.max(-8, Math.min(8, gains.length > 0 ? Math.max(...gains) : 0)),
  };
}

function perToken(words: readonly WordLikelihood[], value: (word: WordLikelihood) => number): number {
  const tokens = words.reduce((sum, word) => sum + word.tokens, 0);
  return tokens === 0 ? 0 : words.reduce((sum, word) => sum + value(word), 0) / tokens;
}
