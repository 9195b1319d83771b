import { type PlantedError, replaced } from './planted-error.ts';
import type { ReadStory } from './story.ts';
import { isVerbAt } from './title-clause.ts';
import { matchCase } from './word-places.ts';

// What was open, planned or alleged told as settled.
const certainties: readonly (readonly [open: RegExp, settled: string])[] = [
  [/\b(?:may|might|could) be\b/giu, 'is'],
  [/\b(?:may|might|could)\b(?! (?:be|not|have)\b)(?= \p{L})/giu, 'will'],
  [/\bwould(?= \p{L})/giu, 'will'],
  [/\b(?:plan|hope|want|aim|seek|consider|threaten|offer|intend|tr[iy]e?)s? to(?= \p{L})/giu, 'will'],
  [/\b(?:accused|suspected) of\b/giu, 'convicted of'],
  [/\bcharged with\b/giu, 'convicted of'],
  [/\bcharged (?:in|for|over)\b/giu, 'jailed for'],
  [/\bindicted (?:in|for|on)\b/giu, 'jailed for'],
  [/\b(?:proposed|planned)(?= \p{L})/giu, 'approved'],
  [/\bproposes\b/giu, 'approves'],
  [/\bpropose\b/giu, 'approve'],
  [/\b(?:expected|likely) to\b/giu, 'certain to'],
  [/\b(?:calls|called) for\b/giu, 'secures'],
  [/\bcall for\b/giu, 'secure'],
  [/\burges(?= \p{L})/giu, 'forces'],
  [/\burge(?= \p{L})/giu, 'force'],
  [/\bsues(?= (?!to\b|over\b|for\b|in\b)[\p{L}\d])/giu, 'beats'],
  [/\bintroduces(?= [^.]*\b(?:bill|legislation|act|resolution|amendment)\b)/giu, 'passes'],
  [/\bintroduce(?= [^.]*\b(?:bill|legislation|act|resolution|amendment)\b)/giu, 'pass'],
  [/\balleged(?:ly)? /giu, ''],
];
// Words that are verbs of the title or nothing: "announces plans to" stays.
const verbsOnly = /^(?:plan|hope|want|aim|seek|consider|threaten|offer|intend|tr|call|urge|introduce|propose)/iu;

/** What may be, is planned, asked for or alleged, told as what will be, is or was. */
export function* plantModalities(story: ReadStory): Generator<PlantedError> {
  const words = story.titleWords;
  for (const [open, settled] of certainties) {
    for (const match of story.title.matchAll(open)) {
      const start = match.index;
      if (verbsOnly.test(match[0]) && !/ed$/u.test(match[0]) && !isVerbAt(words, start)) continue;
      yield replaced(
        story.title,
        start,
        start + match[0].length,
        matchCase(match[0], settled),
        'modality',
        'same article',
      );
    }
  }
}
