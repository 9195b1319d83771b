import type { ArticleWords } from './article-words.ts';
import { isCommonWord } from './common-words.ts';
import type { Span } from './verdict.ts';
import { isCapitalised, isFunctionWord, type Word } from './words.ts';

/** A run of words that a text gives as a name. */
export interface NameMention extends Span {
  readonly words: readonly Word[];
}

const courtesyTitles = new Set('mr mrs ms miss mx dr prof sir dame lord lady rev hon fr sr jr'.split(' '));
// Calendar words are capitalised but belong to the rule for dates.
const calendarWords = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august ' +
    'september october november december'
  ).split(' '),
);

/** Whether a folded word names a day or month. */
export const isCalendarWord = (folded: string): boolean => calendarWords.has(folded);

// "Co-founder", "Anti-Brexit": no names of their own.
const prefixes = new Set('anti co cross ex inter mid multi non over post pre pro re semi sub under vice'.split(' '));

/** Share of the content words behind the first that carry a capital; above this the text is in title case. */
const titleCaseShare = 0.6;

/** Whether nearly every word of a text is capitalised, so that a capital says nothing. */
export function isTitleCase(words: readonly Word[]): boolean {
  const content = words.slice(1).filter((word) => /\p{L}/u.test(word.text) && !isFunctionWord(word.folded));
  if (content.length < 3) return false;
  return content.filter((word) => isCapitalised(word.text)).length / content.length >= titleCaseShare;
}

/** Two capitals or a capital and a digit: "NHS", "G7", "McKay"; such a word is a name wherever it stands. */
function isMarkedName(text: string): boolean {
  return /\p{Lu}.*\p{Lu}|\p{Lu}.*\p{N}|^\p{Ll}\p{Lu}/u.test(text);
}

/**
 * Names of a short text: capitalised words and acronyms, neighbours taken together. Where a capital is due to the
 * word's place (first word, title case) the word counts as a name only if neither the article nor the lexicon knows
 * it as a common word.
 */
export function findNames(text: string, words: readonly Word[], article: ArticleWords): NameMention[] {
  const titleCase = isTitleCase(words);
  const shouting = !/\p{Ll}/u.test(text);
  const mentions: NameMention[] = [];
  let run: Word[] = [];
  const close = (): void => {
    if (run.length > 0) mentions.push({ start: run[0]!.start, end: run.at(-1)!.end, words: run });
    run = [];
  };
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1];
    const gap = previous ? text.slice(previous.end, word.start) : '';
    if (previous && !/^(?:\s+|[-.]\s?)$/u.test(gap)) close();
    // "T-shirt": a letter that is no initial.
    const letter = word.text.length === 1 && /^-\p{L}/u.test(text.slice(word.end, word.end + 2));
    const prefix = letter || (prefixes.has(word.folded) && text[word.end] === '-');
    if (prefix) close();
    else if (isName(word, words[index + 1], article, titleCase, shouting)) run.push(word);
    else if (run.length > 0 && gap === '-' && /^\d+$/u.test(word.text)) run.push(word);
    else if (!courtesyTitles.has(word.folded)) close();
  }
  close();
  return mentions;
}

function isName(
  word: Word,
  following: Word | undefined,
  article: ArticleWords,
  titleCase: boolean,
  shouting: boolean,
): boolean {
  if (!isCapitalised(word.text) || calendarWords.has(word.folded) || courtesyTitles.has(word.folded)) return false;
  if (/^\d/u.test(word.text)) return !/^\d[\d.,]*(?:st|nd|rd|th|s|[a-z]{1,3})?$/iu.test(word.text);
  const marked = !shouting && isMarkedName(word.text);
  // "New York", but not "New bridge opens".
  const ofPlace = word.folded === 'new' && following !== undefined && isCapitalised(following.text);
  if (isFunctionWord(word.folded) && !ofPlace) return marked && word.text.length > 1;
  if (marked) return true;
  if (!word.opens && !titleCase && !shouting) return true;
  if (article.small.has(word.folded) || article.small.has(word.stem)) return false;
  // "Harbour Park reopens": a common word that opens a name is left to the words behind it.
  const opensName = word.opens && !titleCase && following !== undefined && isCapitalised(following.text);
  if (isCommonWord(word.folded)) return opensName && article.positions.has(word.folded);
  return true;
}
