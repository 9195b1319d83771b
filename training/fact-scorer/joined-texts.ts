import { type SeededRandom, seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { weightedOrder } from '../weighted-order.ts';
import type { HeldOutExample } from './fit-fact-model.ts';

/** A text of several sentences about one article: true where each of them is. */
export interface JoinedText {
  readonly label: 0 | 1;
  readonly sentences: readonly HeldOutExample[];
}

/** Sentences of a text: a headline has one, a summary three or four. */
const lengths = [1, 2, 3, 4] as const;
/** Texts of each length and label that an article gives. */
const textsOfArticle = 3;
/** Share of a false text's further sentences that are false too. */
const alsoFalse = 0.25;

/**
 * Joins known sentences of the same article to texts of one to four: what makes a text doubtful when its weakest sentence
 * is the weakest of four. Needs no further reading, each sentence having been read alone.
 */
export function joinedTexts(examples: readonly HeldOutExample[]): JoinedText[] {
  const byArticle = new Map<string, HeldOutExample[]>();
  for (const one of examples) byArticle.set(one.example.article, [...(byArticle.get(one.example.article) ?? []), one]);
  const texts: JoinedText[] = [];
  for (const [article, own] of byArticle) {
    const random = seededRandom(`joined ${article}`);
    const of = (label: 0 | 1) => own.filter(({ example }) => example.label === label);
    const [wrong, right] = [of(0), of(1)];
    for (const length of lengths)
      for (let count = 0; count < textsOfArticle; count++) {
        const truth = take(right, length, random);
        if (truth.length === length) texts.push({ label: 1, sentences: truth });
        const falseCount =
          1 + Array.from({ length: length - 1 }, () => random()).filter((draw) => draw < alsoFalse).length;
        const mixed = [...take(wrong, falseCount, random), ...take(right, length - falseCount, random)];
        if (mixed.length === length) texts.push({ label: 0, sentences: mixed });
      }
  }
  return texts;
}

/** So many different ones, each as likely as its weight says. */
function take(from: readonly HeldOutExample[], count: number, random: SeededRandom): HeldOutExample[] {
  return weightedOrder(from, ({ example }) => example.weight, random).slice(0, count);
}
