import type { SeededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';

/** A text whose truth is known because of how it was made. */
export interface KnownText {
  readonly text: string;
  readonly label: 0 | 1;
  /** What it is, or what is wrong with it: `title`, `sentence`, `number, same article`, … */
  readonly kind: string;
}

const fewestWords = 6;
const mostWords = 32;
/** News says what matters first; sentences further down are often quotations and boilerplate. */
const leadingSentences = 8;

/**
 * Texts that an article bears out: sentences of its own, whole and cut short in ways that keep them true. None is a
 * question or holds speech, so that each can be made false in one place.
 */
export function trueTexts(sentences: readonly string[], random: SeededRandom): KnownText[] {
  const plain = sentences
    .slice(0, leadingSentences)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /^\p{Lu}.*\.$/su.test(sentence) && !/["“”?:;()\n]/u.test(sentence))
    .filter((sentence) => wordCount(sentence) >= fewestWords && wordCount(sentence) <= 1.5 * mostWords);
  const order = plain.map((sentence) => ({ sentence, key: random() })).sort((a, b) => a.key - b.key);
  const [first, second] = order.map(({ sentence }) => sentence);
  const texts: KnownText[] = [];
  if (first) texts.push({ text: shortened(first), label: 1, kind: 'shortened sentence' });
  if (second && wordCount(second) <= mostWords) texts.push({ text: second, label: 1, kind: 'sentence' });
  return texts;
}

/**
 * A sentence without what can be left out and leave it true: an opening adverbial, an apposition between commas, a
 * clause behind the last comma, and who announced it.
 */
export function shortened(sentence: string): string {
  const cuts: ((text: string) => string)[] = [
    (text) => text.replace(/,\s+(?:the\s[^,]+\s)?(?:announced|said|according to)\b[^,]*\.$/u, '.'),
    (text) =>
      text.replace(/^(?:On|In|At|During|After|Since|According to)\s[^,]{3,50},\s+(\p{L})/u, (_, letter: string) =>
        letter.toUpperCase(),
      ),
    (text) =>
      text.replace(
        /,\s+(?:who|which|where|whose|an?|the)\s[^,]{5,90},\s+(?=(?:was|were|is|are|has|have|had|will|would|said|pleaded|agreed|\p{Ll}+ed)\s)/u,
        ' ',
      ),
    (text) => text.replace(/,\s+(?!and\b|or\b)[^,]{10,}\.$/u, '.'),
  ];
  let text = sentence;
  for (const cut of cuts) {
    const shorter = cut(text);
    if (wordCount(shorter) >= fewestWords) text = shorter;
  }
  return text;
}

export const wordCount = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length;
