import nlp from 'compromise/two';
import type { NameKnowledge } from './entity-pieces.ts';

/** A word of a title with its part of speech. */
export interface TaggedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tags: ReadonlySet<string>;
}

interface CompromiseTerm {
  readonly text: string;
  readonly tags: readonly string[];
  readonly offset?: { readonly start: number; readonly length: number };
}

/**
 * The words of a title with compromise's tags. A word that the article writes small is tagged in small letters, so that
 * a title in title case reads like a sentence.
 */
export function tagTitle(title: string, names: NameKnowledge, titleCase: boolean): TaggedWord[] {
  const shouted = !/\p{Ll}/u.test(title);
  const sentence = title.replace(/\p{L}[\p{L}'’]*/gu, (word, at: number) => {
    const small = word.toLowerCase();
    const known = names.small.has(small) || (titleCase && !names.sortByName.has(small) && isListed(small));
    if (shouted) return known || word.length === 1 ? small : word[0] + small.slice(1);
    return (at === 0 || titleCase) && known && word !== word.toUpperCase() ? small : word;
  });
  const sentences = nlp(sentence).json({ offset: true }) as { terms: CompromiseTerm[] }[];
  return sentences.flatMap(({ terms }) =>
    terms.map(({ tags, offset, text }) => {
      const start = offset?.start ?? 0;
      return {
        text: title.slice(start, start + text.length),
        start,
        end: start + text.length,
        tags: new Set(tags),
      };
    }),
  );
}

const model = nlp.model() as { one: { lexicon: Readonly<Record<string, string | readonly string[]>> } };

function isListed(small: string): boolean {
  return (
    Object.hasOwn(model.one.lexicon, small) &&
    !/Person|Place|City|Country|Name|Organization/u.test(String(model.one.lexicon[small]))
  );
}

interface VerbTransform {
  readonly toInfinitive: (text: string, model: unknown, tense: string) => string;
  readonly conjugate: (
    infinitive: string,
    model: unknown,
  ) => { readonly PresentTense: string; readonly PastTense: string };
}
const { verb } = (nlp as unknown as { methods: () => { two: { transform: { verb: VerbTransform } } } }).methods().two
  .transform;

/** Whether the word at this place of a title acts as a verb. */
export function isVerbAt(words: readonly TaggedWord[], start: number): boolean {
  return words.some((word) => word.start === start && word.tags.has('Verb'));
}

/** The plain form of a verb: "sign" of "signs" and "signed". */
export function plainForm(word: TaggedWord): string {
  const tense = word.tags.has('PastTense') ? 'PastTense' : word.tags.has('Gerund') ? 'Gerund' : 'PresentTense';
  return word.tags.has('Infinitive')
    ? word.text.toLowerCase()
    : verb.toInfinitive(word.text.toLowerCase(), nlp.model(), tense);
}

/** The form that goes with one doer: "signs" of "sign". */
export function thirdPerson(infinitive: string): string {
  return verb.conjugate(infinitive, nlp.model()).PresentTense;
}
