import nlp from 'compromise/two';
import type { ArticleWords } from './article-words.ts';
import { deedsLike } from './deeds.ts';
import { isTitleCase } from './names.ts';
import type { Span } from './verdict.ts';
import { stem, type Word, wordsOf } from './words.ts';

/** A short text taken apart: who does what to whom. Spans are into the text. */
export interface TextClause {
  readonly subject: Span | null;
  readonly predicate: Span | null;
  readonly object: Span | null;
  readonly modifiers: readonly Span[];
  /** "Ash beaten by Lopez": the subject is the one to whom it is done. */
  readonly passive: boolean;
  /** Stem of the verb, null without one. */
  readonly verb: string | null;
}

interface Tagged extends Word {
  readonly tags: ReadonlySet<string>;
}

const linking =
  /^(?:against|over|after|before|as|at|by|for|from|in|into|of|off|on|onto|out|to|up|upon|with|without|amid|about|who|that|via|than|per|under|through|near|between|among|during|despite|until|while|when|where|if|because|since|and|but|or)$/u;
const helping =
  /^(?:will|would|can|could|may|might|must|shall|should|is|are|was|were|be|been|being|has|have|had|do|does|did|not|to|also|now|still|again|soon|finally)$/u;

/**
 * Light parsing with compromise's tags: the first verb behind a noun, the noun phrases on both sides of it, and the
 * stretches that prepositions open behind them. A word that the article writes small is tagged in small letters, so
 * that title case reads like a sentence.
 */
export function parseClause(text: string, words: readonly Word[], article: ArticleWords): TextClause {
  const tagged = tag(text, words, article);
  const none = { subject: null, predicate: null, object: null, modifiers: [], passive: false, verb: null };
  const marked = tagged.findIndex((_, index) => isMainVerb(tagged, index));
  const at = marked === -1 ? tagged.findIndex((_, index) => isDeed(tagged, index)) : marked;
  if (at === -1) return none;
  let first = at;
  while (first > 1 && helping.test(tagged[first - 1]!.folded)) first--;
  while (first > 1 && /^\p{L}{3,}ly$/u.test(tagged[first - 1]!.folded)) first--;
  if (first === 0) return none;
  const verb = tagged[at]!;
  const passive = isPassive(tagged, first, at);
  const objectFrom = passive && tagged[at + 1]?.folded === 'by' ? at + 2 : at + 1;
  let objectEnd = objectFrom;
  while (
    objectEnd < tagged.length &&
    !linking.test(tagged[objectEnd]!.folded) &&
    (objectEnd === objectFrom || joined(text, tagged, objectEnd))
  )
    objectEnd++;
  const subjectFrom = startOfPhrase(text, tagged, first);
  return {
    subject: spanBetween(tagged, subjectFrom, first),
    predicate: spanBetween(tagged, first, at + 1),
    object: spanBetween(tagged, objectFrom, objectEnd),
    modifiers: modifiersFrom(text, tagged, objectEnd),
    passive,
    verb: verb.stem,
  };
}

function tag(text: string, words: readonly Word[], article: ArticleWords): Tagged[] {
  const flat = isTitleCase(words) || !/\p{Ll}/u.test(text);
  const pieces: string[] = [];
  let end = 0;
  for (const [index, word] of words.entries()) {
    const small = (flat || index === 0) && (article.small.has(word.folded) || article.small.has(word.stem));
    pieces.push(text.slice(end, word.start), small ? word.text.toLowerCase() : word.text);
    end = word.end;
  }
  const sentences = nlp(pieces.join('') + text.slice(end)).json({ offset: true }) as {
    terms: { tags: string[]; offset: { start: number } }[];
  }[];
  const tagsAt = new Map<number, readonly string[]>();
  for (const { terms } of sentences) for (const { tags, offset } of terms) tagsAt.set(offset.start, tags);
  return words.map((word) => ({ ...word, tags: new Set(tagsAt.get(word.start) ?? tagsAt.get(word.start - 1) ?? []) }));
}

function isMainVerb(words: readonly Tagged[], index: number): boolean {
  const word = words[index]!;
  const by = words[index + 1]?.folded === 'by' && /(?:ed|en|own|ought|ade|old|eld|eft)$/u.test(word.folded);
  if (!by && (!word.tags.has('Verb') || word.tags.has('Gerund') || helping.test(word.folded))) return false;
  if (by && index > 0) return true;
  return words
    .slice(0, index)
    .some(({ tags, folded }) => tags.has('Noun') || tags.has('ProperNoun') || /^(?:police|people)$/u.test(folded));
}

/** "Court bars firm": a word for a deed, in the form that goes with one doer, where nothing else was taken for a verb. */
function isDeed(words: readonly Tagged[], index: number): boolean {
  const { folded, stem } = words[index]!;
  return (
    index > 0 &&
    index + 1 < words.length &&
    folded.endsWith('s') &&
    !folded.endsWith('ss') &&
    deedsLike(stem).length > 0 &&
    !words[index - 1]!.folded.endsWith('s') &&
    !linking.test(words[index - 1]!.folded) &&
    !linking.test(words[index + 1]!.folded)
  );
}

function isPassive(words: readonly Tagged[], first: number, at: number): boolean {
  if (words[at + 1]?.folded === 'by') return true;
  return (
    words[at]!.tags.has('PastTense') &&
    words.slice(first, at).some(({ folded }) => /^(?:is|are|was|were|be|been|being)$/u.test(folded))
  );
}

function joined(text: string, words: readonly Word[], at: number): boolean {
  return /^[\s'’"“”-]*$/u.test(text.slice(words[at - 1]!.end, words[at]!.start));
}

function startOfPhrase(text: string, words: readonly Tagged[], verb: number): number {
  let first = verb - 1;
  while (
    first > 0 &&
    joined(text, words, first) &&
    !/^(?:as|after|before|while|when|that|and|but)$/u.test(words[first - 1]!.folded)
  )
    first--;
  return first;
}

function spanBetween(words: readonly Word[], from: number, to: number): Span | null {
  return to > from && words[from] ? { start: words[from]!.start, end: words[to - 1]!.end } : null;
}

function modifiersFrom(text: string, words: readonly Tagged[], from: number): Span[] {
  const spans: Span[] = [];
  let start = from;
  for (let at = from + 1; at <= words.length; at++) {
    if (at < words.length && !linking.test(words[at]!.folded) && joined(text, words, at)) continue;
    const span = spanBetween(words, start, at);
    if (span) spans.push(span);
    start = at;
  }
  return spans;
}

/** Stems of the words of a phrase that may stand for it: its names and nouns, without what belongs to a preposition. */
export function headStems(text: string, span: Span): string[] {
  const words = wordsOf(text.slice(span.start, span.end));
  const stop = words.findIndex(({ folded }, at) => at > 0 && linking.test(folded) && folded !== 'and');
  const phrase = stop === -1 ? words : words.slice(0, stop);
  const capitals = phrase.filter(({ text: written }) => /\p{Lu}/u.test(written));
  const chosen =
    capitals.length > 0 && capitals.length < phrase.length ? [...capitals, phrase.at(-1)!] : phrase.slice(-2);
  return [
    ...new Set(
      chosen
        .filter(({ folded }) => folded.length > 1 && !/^(?:the|a|an|his|her|its|their|two|three)$/u.test(folded))
        .map(({ folded }) => stem(folded)),
    ),
  ];
}
