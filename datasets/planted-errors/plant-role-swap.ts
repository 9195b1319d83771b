import { plainWords } from './piece.ts';
import { type PlantedError, replaced } from './planted-error.ts';
import type { ReadStory } from './story.ts';
import { plainForm, type TaggedWord, thirdPerson } from './title-clause.ts';

/** What two do to each other: who is named first says nothing. */
const mutual =
  /^(?:meets?|met|marry|marries|married|joins?|joined|discuss|discusses|discussed|share|shares|play|plays|face|faces|draw|draws|match|matches|tie|ties|divorce|is|are|was|were|be|become|becomes|remain|remains|agree|agrees|name|names|named|call|calls|called)$/iu;
const doers = new Set(
  'man woman men women boy girl police officer officers court judge jury firm company companies contractor union unions workers staff government ministers minister council mp mps bank banks troops army soldiers rebels students teachers doctors nurses players coach club team fans residents voters protesters lawmakers senators senate house congress republicans democrats regulator regulators airline airlines lawyer lawyers scientists researchers owner owners driver couple family families farmers investors shareholders authorities officials prosecutors hospital school schools university city state states county countries country leaders leader chief star singer actor people suspect suspects victim victims teenager teen mother father son daughter husband wife dog company giant group groups agency department'.split(
    ' ',
  ),
);

/** A title's doer and the one to whom it is done, changed over. Only where both are persons, bodies or places. */
export function* plantRoleSwaps(story: ReadStory): Generator<PlantedError> {
  if (/[“”"‘]|'\p{L}[^']*'/u.test(story.title)) return;
  const words = story.titleWords;
  for (let at = 1; at < words.length - 1; at++) {
    const verb = words[at]!;
    const byWord = words[at + 1]!;
    const participle = /(?:ed|en|own|ought)$/iu.test(verb.text) && /^by$/iu.test(byWord.text);
    if (!participle && !isActing(words, at)) continue;
    const passive = participle || (verb.tags.has('PastTense') && /^by$/iu.test(byWord.text));
    const doer = phraseBefore(story.title, words, at);
    const other = phraseBehind(story.title, words, passive ? at + 2 : at + 1);
    if (!doer || !other || !mayAct(story, doer) || !mayAct(story, other)) continue;
    const first = textOf(story, doer);
    const second = textOf(story, other);
    if (
      plainWords(first) === plainWords(second) ||
      (passive ? bothWays(story, other, doer, verb) : bothWays(story, doer, other, verb))
    )
      continue;
    const start = doer[0]!.start;
    const end = other.at(-1)!.end;
    const between =
      passive || !verb.tags.has('PresentTense') || isBound(words, at)
        ? story.title.slice(doer.at(-1)!.end, other[0]!.start)
        : story.title.slice(doer.at(-1)!.end, verb.start) +
          agreeing(verb, other, story.titleCase) +
          story.title.slice(verb.end, other[0]!.start);
    const swapped = `${start === 0 ? opening(second) : second}${between}${closing(story, doer, first)}`;
    yield replaced(story.title, start, end, swapped, 'role-swap', 'same article');
    return;
  }
}

function isActing(words: readonly TaggedWord[], at: number): boolean {
  const { tags, text } = words[at]!;
  return (
    tags.has('Verb') &&
    !tags.has('Gerund') &&
    !tags.has('Auxiliary') &&
    !tags.has('Modal') &&
    !tags.has('Copula') &&
    !mutual.test(text)
  );
}

/** Behind "to" or "will" a verb has one form for all. */
function isBound(words: readonly TaggedWord[], at: number): boolean {
  return /^(?:to|will|may|could|can|must|should|might|would)$/iu.test(words[at - 1]?.text ?? '');
}

const linking =
  /^(?:against|over|after|before|as|at|by|for|from|in|into|of|off|on|onto|out|to|up|upon|with|without|amid|about|and|or|but|who|that|via|than|per|under|through|near|between|among|during|despite|until|while|when|where|if)$/iu;

function isNominal({ tags, text }: TaggedWord): boolean {
  const may = tags.has('Noun') || tags.has('Adjective') || tags.has('Determiner') || tags.has('Value');
  return may && !tags.has('Pronoun') && !tags.has('Date') && !linking.test(text);
}

/** Whether nothing but a space lies between a word and the one before. */
function follows(title: string, words: readonly TaggedWord[], at: number): boolean {
  return /^\s+$/u.test(title.slice(words[at - 1]!.end, words[at]!.start));
}

function phraseBefore(title: string, words: readonly TaggedWord[], verb: number): TaggedWord[] | null {
  let last = verb - 1;
  const helps = ({ tags, text }: TaggedWord): boolean =>
    tags.has('Auxiliary') || tags.has('Modal') || tags.has('Adverb') || /^(?:to|is|are|was|were)$/iu.test(text);
  while (last >= 0 && helps(words[last]!)) last--;
  // What stands before the doer would otherwise take part in the swap: "Wife of Lopez sues Ash".
  for (let at = last; at > 0; at--) if (!isNominal(words[at]!) || !follows(title, words, at)) return null;
  return last >= 0 && last < 5 && isNominal(words[0]!) ? words.slice(0, last + 1) : null;
}

function phraseBehind(title: string, words: readonly TaggedWord[], from: number): TaggedWord[] | null {
  let end = from;
  while (end < words.length && isNominal(words[end]!) && (end === from || follows(title, words, end))) end++;
  const phrase = words.slice(from, end);
  const next = words[end];
  const rest = title.slice(phrase.at(-1)?.end ?? 0);
  const closed =
    next === undefined || (linking.test(next.text) && next.text.toLowerCase() !== 'of') || /^[,;:]/u.test(rest);
  return phrase.length > 0 && phrase.length < 5 && closed && !/^-/u.test(rest) ? phrase : null;
}

function mayAct(story: ReadStory, phrase: readonly TaggedWord[]): boolean {
  const head = phrase.at(-1)!;
  const named = story.titlePieces.some(
    ({ kind, sort, end }) => kind === 'entity' && sort !== 'people' && Math.abs(end - head.end) <= 2,
  );
  return named || doers.has(head.text.toLowerCase()) || (head.tags.has('Actor') && head.tags.has('Noun'));
}

const textOf = (story: ReadStory, phrase: readonly TaggedWord[]): string =>
  story.title.slice(phrase[0]!.start, phrase.at(-1)!.end);
const opening = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** The first word keeps its capital only if it is a name or the title has them all. */
function closing(story: ReadStory, phrase: readonly TaggedWord[], text: string): string {
  const word = phrase[0]!.text;
  const ordinary =
    !story.titleCase &&
    (story.names.small.has(word.toLowerCase()) || doers.has(word.toLowerCase())) &&
    !phrase[0]!.tags.has('ProperNoun') &&
    word !== word.toUpperCase();
  return ordinary ? text.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase()) : text;
}

function agreeing(verb: TaggedWord, doer: readonly TaggedWord[], titleCase: boolean): string {
  const head = doer.at(-1)!;
  const plural =
    head.tags.has('Plural') ||
    /^(?:police|people|men|women)$/iu.test(head.text) ||
    doer.some(({ text }) => /^and$/iu.test(text));
  const form = plural ? plainForm(verb) : thirdPerson(plainForm(verb));
  return titleCase ? opening(form) : form;
}

/** Whether the article tells of the other one doing the same: then the swapped title may be as true. */
function bothWays(
  story: ReadStory,
  doer: readonly TaggedWord[],
  other: readonly TaggedWord[],
  verb: TaggedWord,
): boolean {
  const stem = plainForm(verb).slice(0, 5).replace(/e$/u, '');
  const [first, second] = [doer.at(-1)!.text, other.at(-1)!.text].map((text) => plainWords(text).trim());
  return story.sentences.some((sentence) => {
    const words = plainWords(sentence);
    const reversed = new RegExp(` ${second} (?:\\S+ ){0,3}${stem}\\S* (?:\\S+ ){0,3}${first} `, 'u').exec(words);
    return reversed !== null && !/ by /u.test(reversed[0]);
  });
}
