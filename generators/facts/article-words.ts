import type { Span } from './verdict.ts';
import { isCapitalised, isFunctionWord, type Word } from './words.ts';

/** Where each word of an article stands, for look-ups that do not read the article again. */
export interface ArticleWords {
  readonly words: readonly Word[];
  /** Folded word → indices into `words`. */
  readonly positions: ReadonlyMap<string, readonly number[]>;
  /** Stem → indices into `words`. */
  readonly stemPositions: ReadonlyMap<string, readonly number[]>;
  /** Folded words, and stems, that occur in small letters. */
  readonly small: ReadonlySet<string>;
  /** First letters of each run of capitalised words, runs apart by spaces, and the word index of each letter. */
  readonly initials: { readonly letters: string; readonly wordIndices: readonly number[] };
}

/** Indexes the words of an article. Linear. */
export function indexWords(text: string, words: readonly Word[]): ArticleWords {
  const positions = new Map<string, number[]>();
  const stemPositions = new Map<string, number[]>();
  const small = new Set<string>();
  for (const [index, word] of words.entries()) {
    push(positions, word.folded, index);
    push(stemPositions, word.stem, index);
    if (!isCapitalised(word.text)) small.add(word.folded).add(word.stem);
  }
  return { words, positions, stemPositions, small, initials: initialsOf(text, words) };
}

function push(map: Map<string, number[]>, key: string, index: number): void {
  const known = map.get(key);
  if (known) known.push(index);
  else map.set(key, [index]);
}

function initialsOf(text: string, words: readonly Word[]): ArticleWords['initials'] {
  const letters: string[] = [];
  const wordIndices: number[] = [];
  const add = (letter: string, index: number): void => {
    letters.push(letter);
    wordIndices.push(index);
  };
  for (const [index, word] of words.entries()) {
    const joined = index > 0 && /^[\s&-]+$/u.test(text.slice(words[index - 1]!.end, word.start));
    if (!joined) add(' ', index);
    if (isCapitalised(word.text)) add(word.folded[0]!, index);
    // "Department of Justice": small linking words do not end the run and give no letter.
    else if (!isFunctionWord(word.folded)) add(' ', index);
  }
  return { letters: letters.join(''), wordIndices };
}

/** The stretch of the article from one word to another, both included. */
export function spanOf(words: readonly Word[], from: number, to: number): Span {
  return { start: words[from]!.start, end: words[to]!.end };
}

/**
 * Index of the first word of an occurrence of `phrase` (folded words side by side), or -1.
 * @param atLeast the smallest index to look at
 */
export function findPhrase(article: ArticleWords, phrase: readonly string[], atLeast = 0): number {
  for (const start of article.positions.get(phrase[0] ?? '') ?? []) {
    if (start < atLeast) continue;
    if (phrase.every((word, offset) => article.words[start + offset]?.folded === word)) return start;
  }
  return -1;
}
