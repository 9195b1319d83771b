import { denialPairs } from './antonyms.ts';
import { type PlantedError, replaced } from './planted-error.ts';
import type { ReadStory } from './story.ts';
import { isVerbAt, plainForm, type TaggedWord, thirdPerson } from './title-clause.ts';
import { matchCase, wordPlaces } from './word-places.ts';

/** What a title says denied, or what it denies said; by a "not", or by a verb that says the opposite. */
export function* plantNegations(story: ReadStory): Generator<PlantedError> {
  const { title } = story;
  const words = story.titleWords;
  for (const [from, to] of denialPairs) {
    for (const place of wordPlaces(title, from)) {
      const adjective = from.startsWith('guilty');
      if (/\bnot\s$/iu.test(title.slice(0, place)) || (!adjective && !isVerbAt(words, place))) continue;
      yield replaced(title, place, place + from.length, matchCase(title.slice(place), to), 'negation', 'same article');
    }
  }
  for (const match of title.matchAll(/ (?:not|never|no longer)(?= \p{L})/giu))
    yield replaced(title, match.index, match.index + match[0].length, '', 'negation', 'same article');
  for (const match of title.matchAll(/\b(?:won['’]t|can(?:['’]t|not))\b/giu))
    yield replaced(
      title,
      match.index,
      match.index + match[0].length,
      matchCase(match[0], /^w/iu.test(match[0]) ? 'will' : 'can'),
      'negation',
      'same article',
    );
  const added = denied(story, words);
  if (added) yield added;
}

/** The title with its first verb denied, or null when no verb can be told. */
function denied(story: ReadStory, words: readonly TaggedWord[]): PlantedError | null {
  const { title } = story;
  if (/\b(?:not|no|never|without|fails?|n['’]t)\b|n['’]t\b|\?/iu.test(title)) return null;
  const at = words.findIndex((_word, index) => isFirstVerb(words, index));
  if (at < 1) return null;
  const word = words[at]!;
  const cased = (text: string): string =>
    story.titleCase ? text.replace(/(?<![\p{L}])\p{Ll}/gu, (letter) => letter.toUpperCase()) : text;
  if (/^to$/iu.test(word.text))
    return replaced(title, word.start, word.start, cased('not '), 'negation', 'same article');
  if (word.tags.has('Modal') || word.tags.has('Copula') || word.tags.has('Auxiliary'))
    return replaced(title, word.end, word.end, cased(' not'), 'negation', 'same article');
  const infinitive = plainForm(word);
  if (word.tags.has('PastTense')) {
    const behind = words[at + 1];
    // "Man convicted of fraud": a participle; "Council approved plan": what was done.
    const participle =
      !behind ||
      behind.tags.has('Preposition') ||
      behind.tags.has('Conjunction') ||
      /^(?:by|in|at|for|over|after|to|on|with|from|of|as)$/iu.test(behind.text);
    if (participle) return replaced(title, word.start, word.start, cased('not '), 'negation', 'same article');
    return replaced(title, word.start, word.end, cased(`did not ${infinitive}`), 'negation', 'same article');
  }
  const one = thirdPerson(infinitive) === word.text.toLowerCase();
  return replaced(
    title,
    word.start,
    word.end,
    cased(`${one ? 'does' : 'do'} not ${infinitive}`),
    'negation',
    'same article',
  );
}

const headlineVerbs =
  /^(?:sues|axes|mulls|nabs|eyes|woos|probes|slams|scoops|tops|falls|rises|hits|bars|cuts|jails|grabs|backs|vows)$/iu;

/** A finite verb, or the "to" of a headline's future ("Council to close bridge"), behind at least one noun. */
function isFirstVerb(words: readonly TaggedWord[], index: number): boolean {
  const word = words[index]!;
  const next = words[index + 1];
  const afterNoun = words.slice(0, index).some(({ tags }) => tags.has('Noun'));
  if (!afterNoun || (!next && words.slice(-4).some(({ tags }) => tags.has('Preposition')))) return false;
  // A headline's verb that compromise takes for a noun stands before this one: leave the title alone.
  if (words.slice(1, index).some(({ text }) => headlineVerbs.test(text))) return false;
  if (/^to$/iu.test(word.text)) return next?.tags.has('Infinitive') ?? false;
  if (!word.tags.has('Verb') || word.tags.has('Gerund') || /^to$/iu.test(words[index - 1]?.text ?? '')) return false;
  if (/^(?:is|are|was|were|will|can|could|may|might|should|must|would|has|have|had)$/iu.test(word.text)) return true;
  return word.tags.has('PresentTense') || word.tags.has('PastTense');
}
