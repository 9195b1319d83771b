import nlp from 'compromise/two';
import smallWords from './common-words.json' with { type: 'json' };

// Words that news writes small nearly always (made by evaluation/common-words.ts from openly licensed bodies).
const writtenSmall = new Set(smallWords);
// compromise's lexicon (word → part of speech) knows further ones, and names of people and places.
const lexicon = (nlp.model() as { one: { lexicon: Readonly<Record<string, string | readonly string[]>> } }).one.lexicon;

const nameTags = new Set(
  'FirstName MaleName FemaleName LastName Person City Country Place Region Organization ProperNoun SportsTeam Demonym'.split(
    ' ',
  ),
);

function tagsOf(folded: string): readonly string[] {
  const tags = Object.hasOwn(lexicon, folded) ? lexicon[folded]! : [];
  return typeof tags === 'string' ? [tags] : tags;
}

/** Forms a word may have come from: "sues" from "sue", "closures" from "closure", "banned" from "ban". */
function* baseForms(folded: string): Generator<string> {
  yield folded;
  if (folded.endsWith('ies')) yield `${folded.slice(0, -3)}y`;
  if (folded.endsWith('es')) yield folded.slice(0, -2);
  if (folded.endsWith('s')) yield folded.slice(0, -1);
  const cut = /^(.+?)(?:ed|ing|er|ers)$/u.exec(folded)?.[1];
  if (cut !== undefined && cut.length > 2) {
    yield cut;
    yield `${cut}e`;
    if (/(.)\1$/u.test(cut)) yield cut.slice(0, -1);
  }
}

/** Whether a folded word is known as an ordinary word and not as a name. */
export function isCommonWord(folded: string): boolean {
  for (const form of baseForms(folded)) {
    if (writtenSmall.has(form)) return true;
    const tags = tagsOf(form);
    if (tags.length > 0) return !tags.some((tag) => nameTags.has(tag));
  }
  return false;
}

/** Whether a folded word is known as a person's first name. */
export function isFirstName(folded: string): boolean {
  return tagsOf(folded).some((tag) => tag === 'FirstName' || tag === 'MaleName' || tag === 'FemaleName');
}

/** Whether a folded word is known as a name of a person or place. */
export function isKnownName(folded: string): boolean {
  return !writtenSmall.has(folded) && tagsOf(folded).some((tag) => nameTags.has(tag));
}

/** Whether a folded name is known as that of a place. */
export function isKnownPlace(folded: string): boolean {
  return tagsOf(folded).some((tag) => tag === 'City' || tag === 'Country' || tag === 'Place' || tag === 'Region');
}
