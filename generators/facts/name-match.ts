import { aliasesOf } from './aliases.ts';
import { type ArticleWords, findPhrase } from './article-words.ts';
import { isKnownName } from './common-words.ts';
import { isCapitalised, isFunctionWord, type Word } from './words.ts';

/** A stretch of a name found in the article: which words of the name, which words of the article. */
export interface NameMatch {
  /** Words of the name that are covered. */
  readonly length: number;
  readonly from: number;
  readonly to: number;
  readonly how: 'as written' | 'shortened' | 'other form' | 'initials' | 'in small letters';
}

/** Capitalised words that may stand between two words of a name in the article: "John Paul Smith". */
const longestMiddle = 2;

/** The longest stretch at the start of `name` that the article has, or null. */
export function matchName(name: readonly Word[], article: ArticleWords): NameMatch | null {
  return (
    matchAlias(name, article) ??
    matchWords(name, article) ??
    matchInitials(name[0]!, article) ??
    matchOtherForm(name[0]!, article) ??
    matchSmall(name[0]!, article)
  );
}

/** The same words in the same order, middle names skipped, an initial standing for its name and the other way round. */
function matchWords(name: readonly Word[], article: ArticleWords): NameMatch | null {
  let best: NameMatch | null = null;
  for (const start of startsOf(name[0]!, article)) {
    let at = start;
    let length = 1;
    let skipped = false;
    while (length < name.length) {
      const next = nextWithin(article.words, at, name[length]!);
      if (next === -1) break;
      skipped ||= next > at + 1;
      at = next;
      length++;
    }
    // A lone initial is nobody.
    if (length === 1 && name[0]!.text.length === 1 && article.words[start]!.text.length > 1) continue;
    if (!best || length > best.length)
      best = { length, from: start, to: at, how: skipped ? 'shortened' : 'as written' };
    if (length === name.length && !skipped) break;
  }
  return best;
}

function* startsOf(first: Word, article: ArticleWords): Generator<number> {
  for (const index of article.positions.get(first.folded) ?? []) {
    if (isCapitalised(article.words[index]!.text)) yield index;
  }
  if (!/^\p{Lu}$/u.test(first.text)) return;
  // "J. Smith" for "John Smith".
  for (const [index, word] of article.words.entries()) {
    if (word.text.length > 1 && word.text[0] === first.text) yield index;
  }
}

function nextWithin(words: readonly Word[], at: number, wanted: Word): number {
  for (let next = at + 1; next < words.length && next <= at + 1 + longestMiddle; next++) {
    const word = words[next]!;
    if (sameNameWord(wanted, word)) return next;
    const passable = isCapitalised(word.text) || (isFunctionWord(word.folded) && next === at + 1);
    if (!passable || word.opens) return -1;
  }
  return -1;
}

function sameNameWord(wanted: Word, word: Word): boolean {
  if (wanted.folded === word.folded) return true;
  if (!isCapitalised(word.text)) return false;
  const initial = wanted.text.length === 1 || word.text.length === 1;
  return initial && wanted.folded[0] === word.folded[0];
}

/** "British" for "United Kingdom", "Tory" for "Conservative". The longest phrase of the table wins. */
function matchAlias(name: readonly Word[], article: ArticleWords): NameMatch | null {
  for (let length = Math.min(3, name.length); length > 0; length--) {
    const phrase = name.slice(0, length).map((word) => word.folded);
    for (const alias of aliasesOf(phrase)) {
      if (alias.join(' ') === phrase.join(' ')) continue;
      for (let from = findPhrase(article, alias); from !== -1; from = findPhrase(article, alias, from + 1)) {
        // "S Asia" is "southern Asia".
        const capital = isCapitalised(article.words[from]!.text) || (length === 1 && phrase[0]!.length === 1);
        // "us" in small letters is a pronoun, "who" no health organisation; "prime minister" may well be small.
        if (capital || alias.length > 1) return { length, from, to: from + alias.length - 1, how: 'other form' };
      }
    }
  }
  return null;
}

/** "HPA" for "Harbour Port Authority". */
function matchInitials(word: Word, article: ArticleWords): NameMatch | null {
  if (!/^[\p{Lu}.&]{2,8}s?$/u.test(word.text)) return null;
  const letters = word.text.replace(/s$/u, '').replace(/[.&]/gu, '').toLowerCase();
  const at = startOfInitials(article.initials.letters, letters);
  if (at === -1) return null;
  const indices = article.initials.wordIndices;
  return { length: 1, from: indices[at]!, to: indices[at + letters.length - 1]!, how: 'initials' };
}

/** Two letters stand side by side by chance in many a row of capitals: they must begin or end one. */
function startOfInitials(runs: string, letters: string): number {
  if (letters.length > 2) return runs.indexOf(letters);
  for (let at = runs.indexOf(letters); at !== -1; at = runs.indexOf(letters, at + 1))
    if ((runs[at - 1] ?? ' ') === ' ' || (runs[at + letters.length] ?? ' ') === ' ') return at;
  return -1;
}

/** "Democrats" for "Democrat"; not "Brown" for "Browne". */
function matchOtherForm(word: Word, article: ArticleWords): NameMatch | null {
  for (const index of article.stemPositions.get(word.stem) ?? []) {
    const found = article.words[index]!;
    if (isKnownName(word.folded) && word.folded === found.folded.replace(/e$/u, '')) continue;
    if (isCapitalised(found.text)) return { length: 1, from: index, to: index, how: 'other form' };
  }
  return null;
}

/** "the Council" for "the council"; not "Mark" for "a mark", nor "US" for "us". */
function matchSmall(word: Word, article: ArticleWords): NameMatch | null {
  if (isKnownName(word.folded) || isFunctionWord(word.folded)) return null;
  const index = article.positions.get(word.folded)?.[0] ?? article.stemPositions.get(word.stem)?.[0];
  return index === undefined ? null : { length: 1, from: index, to: index, how: 'in small letters' };
}
