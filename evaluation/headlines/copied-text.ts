import { wordsOf } from '../../generators/facts/words.ts';

/** A body's words, prepared for asking what a text copies. */
export interface CopySource {
  readonly words: readonly string[];
  readonly positions: ReadonlyMap<string, readonly number[]>;
  readonly bigrams: ReadonlySet<string>;
}

/** Prepares a body. Linear in its length. */
export function copySource(body: string): CopySource {
  const words = wordsOf(body).map(({ folded }) => folded);
  const positions = new Map<string, number[]>();
  for (const [index, word] of words.entries()) positions.set(word, [...(positions.get(word) ?? []), index]);
  return { words, positions, bigrams: new Set(bigramsOf(words)) };
}

/** Words of the longest run that a text takes from a body as it stands there, casing and punctuation aside. */
export function longestCopiedRun(text: string, source: CopySource): number {
  const words = wordsOf(text).map(({ folded }) => folded);
  let longest = 0;
  for (const [from, word] of words.entries())
    for (const at of source.positions.get(word) ?? []) {
      let length = 1;
      while (from + length < words.length && words[from + length] === source.words[at + length]) length++;
      longest = Math.max(longest, length);
    }
  return longest;
}

/** Share of a text's pairs of neighbouring words that the body does not have; 0 for a text of one word. */
export function novelBigrams(text: string, { bigrams }: CopySource): number {
  const own = bigramsOf(wordsOf(text).map(({ folded }) => folded));
  return own.length === 0 ? 0 : own.filter((bigram) => !bigrams.has(bigram)).length / own.length;
}

const bigramsOf = (words: readonly string[]): string[] =>
  words.slice(1).map((word, index) => `${words[index]} ${word}`);
