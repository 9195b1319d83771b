import { stopWords } from './stop-words.ts';

/** A term as it stands in one text. */
export interface FoundTerm {
  /** What forms of one term share: lower case, singular. */
  readonly key: string;
  /** Lower-case spelling in this text. */
  readonly surface: string;
}

interface WrittenWord {
  readonly text: string;
  /** Whether punctuation stands between it and the word before. */
  readonly apart: boolean;
}

const wordPattern = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** The unigrams and bigrams of a text that could tell a subject: no stop words, no digits; names are the caller's matter. */
export function termsOf(text: string): FoundTerm[] {
  const terms: FoundTerm[] = [];
  let before: string | null = null;
  for (const word of writtenWords(text)) {
    const surface = plain(word.text);
    const telling = surface.length >= 3 && !/\p{N}/u.test(surface) && !stopWords.has(surface);
    if (telling) {
      terms.push({ key: singular(surface), surface });
      if (before !== null && !word.apart)
        terms.push({ key: `${before} ${singular(surface)}`, surface: `${before} ${surface}` });
    }
    before = telling ? surface : null;
  }
  return terms;
}

/** Lower-case words that a text writes without a capital: what is no name. Empty for a text in Title Case. */
export function uncapitalisedWords(text: string): Set<string> {
  const uncapitalised = new Set<string>();
  for (const { text: word } of writtenWords(text)) if (/^\p{Ll}/u.test(word)) uncapitalised.add(singular(plain(word)));
  return uncapitalised;
}

function* writtenWords(text: string): Generator<WrittenWord> {
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    const between = text.slice(end, match.index);
    yield { text: match[0], apart: /[^\s]/.test(between) };
    end = match.index + match[0].length;
  }
}

const plain = (word: string) => word.toLowerCase().replace(/’/g, "'").replace(/'s$/, '');

/** Folds regular English plurals, so that `ferries` and `ferry` are one term. Only used to compare. */
export function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ches|shes|sses|xes|zes)$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}
