import { type SeededRandom, seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { plantErrors } from '../../datasets/planted-errors/plant-errors.ts';
import { plantedErrorKinds } from '../../datasets/planted-errors/planted-error.ts';
import { type ReadStory, readStory } from '../../datasets/planted-errors/story.ts';
import { openBeginning, splicedText } from './spliced-texts.ts';
import { type KnownText, trueTexts } from './true-texts.ts';

/** Names the drawing of texts. */
export const knownTextsSeed = 'fact scorer 2';

/** Planted errors that are kept of each true text, so that no text outweighs the others. */
const errorsOfTitle = 3;
const errorsOfSentence = 1;

/** What a story is made into, for a scorer or an adapter to learn from. */
export interface KnownTexts {
  readonly story: ReadStory;
  readonly texts: readonly KnownText[];
  /** The beginning of a true sentence, for a model to go on from without the article; null where none fits. */
  readonly beginning: string | null;
}

/**
 * True and false texts about one story: its title, sentences of the body and errors planted in both (half of the
 * pieces from this article), sentences spliced with others. A third of the stories are written in small letters
 * throughout, as summarizers write.
 * @param pool stories that foreign pieces come from
 * @param opening a sentence that the story lacks and bears out
 */
export function knownTexts(
  story: ReadStory,
  pool: readonly ReadStory[],
  seed: string,
  opening: string | null = null,
): KnownTexts {
  const random = seededRandom(`${seed} ${story.title}`);
  const sentences = story.sentences.map((sentence) => sentence.trim());
  const own: KnownText[] = [
    { text: story.title, label: 1, kind: 'title' },
    ...(opening === null ? [] : [{ text: opening, label: 1, kind: 'opening' } as const]),
    ...trueTexts(sentences, random),
  ];
  const planted = own.flatMap((known) => {
    const ofTitle = known.kind === 'title';
    // What is added to a title stands at its end; a sentence's full stop comes after it.
    const about = ofTitle ? story : readStory({ ...story, title: known.text.replace(/\.$/u, '') });
    const kinds = plantedErrorKinds.filter((kind) => ofTitle || kind !== 'quotation');
    const errors = plantErrors(about, pool, { seed, kinds }).map(
      (error): KnownText => ({
        text: ofTitle ? error.text : `${error.text}.`,
        label: 0,
        kind: `${error.kind}, ${error.from}`,
      }),
    );
    return drawn(errors, known.kind === 'title' ? errorsOfTitle : errorsOfSentence, random);
  });
  const beginnings = sentences.slice(0, 6).filter((sentence) => /^\p{Lu}[^"“”?:;()\n]*\.$/su.test(sentence));
  const other = pool[Math.floor(random() * pool.length)]!;
  const spliced = [
    random() < 2 / 3
      ? splicedText(beginnings, sentences.slice(0, 15), sentences, 'splice, same article', random)
      : splicedText(beginnings, other.sentences.slice(0, 8), sentences, 'splice, elsewhere', random),
  ].filter((text) => text !== null);
  const small = random() < 1 / 3;
  const texts = [...own, ...planted, ...spliced].map((known) =>
    small ? { ...known, text: known.text.toLowerCase() } : known,
  );
  return { story, texts: distinct(texts), beginning: beginningOf(beginnings, random) };
}

function beginningOf(sentences: readonly string[], random: SeededRandom): string | null {
  const found = sentences.map((sentence) => openBeginning(sentence, random)).filter((text) => text !== null);
  return found[Math.floor(random() * found.length)] ?? null;
}

/** So many of some texts, at random. */
function drawn(errors: readonly KnownText[], count: number, random: SeededRandom): KnownText[] {
  return errors
    .map((error) => ({ error, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ error }) => error);
}

function distinct(texts: readonly KnownText[]): KnownText[] {
  const seen = new Set<string>();
  return texts.filter(({ text }) => !seen.has(text) && seen.add(text));
}
