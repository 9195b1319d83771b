import nlp from 'compromise/two';
import type { Piece } from './piece.ts';

const lexicon = (nlp.model() as { one: { lexicon: Readonly<Record<string, string | readonly string[]>> } }).one.lexicon;
/** What people are called before their names; no part of a name. */
export const roleWords: ReadonlySet<string> = new Set(
  'mr mrs ms dr prof sir dame lord lady president senator sen rep representative congressman congresswoman governor mayor minister secretary chancellor premier judge justice attorney general king queen prince princess captain coach chief director chairman the a an'.split(
    ' ',
  ),
);
const calendar =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|today|tonight)s?$/u;
const organisation =
  /\b(?:inc|corp|ltd|plc|llc|co|group|bank|department|agency|ministry|university|college|council|commission|committee|court|party|union|association|club|united|city|rovers|institute|company|bureau|service|authority|office|administration|board|senate|house|congress|parliament)\b/iu;
const openers = new Set(
  'then but and when while if as in on at for after before since although however meanwhile it he she they we this that these those there what'.split(
    ' ',
  ),
);
// A point ends a name, but for initials and the commonest short forms.
const point = '(?:(?<=(?<!\\p{L})(?:\\p{Lu}|St|Mr|Ms|Mrs|Dr|Jr|Sr|Sen|Rep|Gov|Gen|Inc|Corp|Co|Ltd))\\.)';
const part = `\\p{Lu}(?:[\\p{L}'’&]|${point})*`;
const run = new RegExp(`${part}(?:[ -](?:(?:of|de|van|von|bin|al) )?${part})*`, 'gu');

function tagsOf(word: string): string {
  const tags = Object.hasOwn(lexicon, word) ? lexicon[word]! : '';
  return typeof tags === 'string' ? tags : tags.join(' ');
}

/** `person`, `place`, `people` (an adjective of a country), `organisation`, or null when nothing tells. */
function sortOf(name: string, before: string): string | null {
  const words = name
    .toLowerCase()
    .replaceAll('.', '')
    .split(/[\s-]+/u);
  const whole = tagsOf(words.join(' '));
  if (
    words.length === 1 &&
    /(?:ish|ese|[iae]ans?|ch|men|eli|aqi)$/u.test(words[0]!) &&
    /Demonym|Adjective/u.test(whole)
  )
    return 'people';
  if (/City|Country|Place|Region/u.test(whole)) return 'place';
  if (organisation.test(name) || /^[\p{Lu}.&]{2,6}$/u.test(name) || /Organization/u.test(whole)) return 'organisation';
  if (words.length >= 2 && words.length <= 3 && /FirstName|MaleName|FemaleName/u.test(tagsOf(words[0]!)))
    return 'person';
  if (
    words.length <= 3 &&
    /\b(?:Mr|Mrs|Ms|Dr|Sir|President|Senator|Sen\.|Rep\.|Mayor|Minister|Governor|Judge)\.?\s$/u.test(before)
  )
    return 'person';
  if (words.length === 1 && /LastName/u.test(whole) && !/FirstName|MaleName|FemaleName/u.test(whole)) return 'person';
  if (/\b(?:in|at|near|from)\s$/iu.test(before) && words.length <= 2) return 'place';
  return null;
}

/** What an article's capitals tell: its names by their words, and the words that it writes small. */
export interface NameKnowledge {
  readonly sortByName: ReadonlyMap<string, string>;
  readonly small: ReadonlySet<string>;
}

/** Reads the names of an article: runs of capitals within sentences. */
export function learnNames(article: string): NameKnowledge {
  const sortByName = new Map<string, string>();
  const small = new Set<string>();
  for (const word of article.matchAll(/(?<![\p{L}])\p{Ll}[\p{L}'’]*/gu)) small.add(word[0]);
  for (const piece of entityRuns(article, small)) {
    const inSentence = /[\p{L}\p{N},;)]["”’]?\s+["“‘]?$/u.test(
      article.slice(Math.max(0, piece.start - 6), piece.start),
    );
    if (!inSentence && [...sortByName.keys()].every((known) => !known.includes(piece.key)) && small.has(piece.key))
      continue;
    const sort = sortOf(piece.text, article.slice(Math.max(0, piece.start - 14), piece.start));
    if (sort !== null && (!sortByName.has(piece.key) || sort === 'person')) sortByName.set(piece.key, sort);
    // A person of whom the surname alone is used later on.
    if (sort === 'person' && piece.key.includes(' ')) sortByName.set(piece.key.split(' ').at(-1)!, 'person');
  }
  return { sortByName, small };
}

function* entityRuns(
  text: string,
  small: ReadonlySet<string>,
): Generator<{ text: string; start: number; end: number; key: string }> {
  for (const match of text.matchAll(run)) {
    let start = match.index;
    let name = match[0].replace(/['’]s?$/u, '').replace(/(?<!\p{Lu})\.$/u, '');
    for (let first = /^\S+\s/u.exec(name); first; first = /^\S+\s/u.exec(name)) {
      const word = first[0].trim().toLowerCase().replace(/\.$/u, '');
      // "President Lopez", and a word that has its capital for opening the sentence.
      if (!roleWords.has(word) && !small.has(word) && !openers.has(word)) break;
      start += first[0].length;
      name = name.slice(first[0].length);
    }
    const key = name.toLowerCase();
    if (name.length < 3 && !/^[\p{Lu}.]{2,}$/u.test(name)) continue;
    if (roleWords.has(key) || calendar.test(key) || key.split(' ').some((word) => calendar.test(word))) continue;
    yield { text: name, start, end: start + name.length, key };
  }
}

/** Names of an article by sort; each once, where it first stands. */
export function articleEntities(article: string, knowledge: NameKnowledge): Piece[] {
  const seen = new Set<string>();
  const pieces: Piece[] = [];
  for (const { text, start, end, key } of entityRuns(article, knowledge.small)) {
    const sort = knowledge.sortByName.get(key);
    if (sort === undefined || seen.has(key)) continue;
    seen.add(key);
    pieces.push({ kind: 'entity', text, start, end, sort, key });
  }
  return pieces;
}

/** Names of a title: in title case the longest stretches that the article knows as names, for capitals say nothing. */
export function titleEntities(title: string, knowledge: NameKnowledge): Piece[] {
  const words = [...title.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’.&-]*/gu)].map((match) => {
    const text = match[0].replace(/['’]s?$/u, '').replace(/(?<!\p{Lu})\.$/u, '');
    return { text, start: match.index, end: match.index + text.length };
  });
  const pieces: Piece[] = [];
  for (let at = 0; at < words.length; at++) {
    for (let length = Math.min(5, words.length - at); length > 0; length--) {
      const start = words[at]!.start;
      const end = words[at + length - 1]!.end;
      const text = title.slice(start, end);
      if (!/^\p{Lu}/u.test(text)) continue;
      const sort = knowledge.sortByName.get(text.toLowerCase());
      if (sort === undefined || (length === 1 && knowledge.small.has(text.toLowerCase()))) continue;
      pieces.push({ kind: 'entity', text, start, end, sort, key: text.toLowerCase() });
      at += length - 1;
      break;
    }
  }
  return pieces;
}
