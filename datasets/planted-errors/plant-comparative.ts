import { comparativePairs } from './antonyms.ts';
import { type PlantedError, replaced } from './planted-error.ts';
import type { ReadStory } from './story.ts';
import { matchCase, wordPlaces } from './word-places.ts';

/** Directions of a title turned round: "rise" to "fall", "largest" to "smallest". */
export function* plantComparatives(story: ReadStory): Generator<PlantedError> {
  for (const [one, other] of comparativePairs) {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      for (const place of wordPlaces(story.title, from)) {
        if (isFixed(story.title, place, from)) continue;
        yield replaced(
          story.title,
          place,
          place + from.length,
          matchCase(story.title.slice(place), to),
          'comparative',
          'same article',
        );
      }
    }
  }
}

/** "sign up", "first lady", "South Africa": no direction is meant. */
function isFixed(title: string, place: number, word: string): boolean {
  const before = title.slice(0, place);
  const behind = title.slice(place + word.length);
  if (word === 'up' || word === 'down')
    return (
      !/^\s*(?:\p{Sc}?\d|$)/u.test(behind) &&
      !/\b(?:profits?|sales|shares?|prices?|rates?|exports?|imports?|output)\s$/iu.test(before)
    );
  if (/^(?:north|south|northern|southern)$/u.test(word)) return /^\s+\p{Lu}/u.test(behind) || /^-/u.test(behind);
  if (word === 'first' || word === 'last')
    return /^[-\s]*(?:lady|aid|minister|class|week|month|year|night|nation|quarter|half|responder)/iu.test(behind);
  if (word === 'most' || word === 'least') return /\bat\s$/iu.test(before);
  if (word === 'more' || word === 'less') return !/^ than\b/iu.test(behind);
  if (word === 'lower' || word === 'higher')
    return /^ (?:education|house|court|learning)/iu.test(behind) || !/^ than\b|^$/iu.test(behind);
  return word === 'cut' && /^(?:\s*-| short| off| out| back)/iu.test(behind);
}
