import type { SeededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { isFunctionWord, wordsOf } from '../../generators/facts/words.ts';
import type { KnownText } from './true-texts.ts';

/** Words after which one sentence can go on as another does. */
const pivots = new Set('in to for of after with by on at over from into against that as'.split(' '));
const fewestWordsBefore = 4;
const fewestWordsBehind = 3;

/**
 * The beginning of one sentence and the end of another, joined at a preposition that both have: fluent, every word of
 * it somewhere in the article, and said nowhere. With `others` of another article the end is foreign.
 * @param sentences the article's own; what the two ends say together stands in none of them
 */
export function splicedText(
  beginnings: readonly string[],
  endings: readonly string[],
  sentences: readonly string[],
  kind: string,
  random: SeededRandom,
): KnownText | null {
  const together = sentences.map((sentence) => new Set(contentStems(sentence)));
  const found: string[] = [];
  for (const beginning of beginnings) {
    for (const cut of pivotsOf(beginning)) {
      const head = beginning.slice(0, cut.end);
      if (wordsOf(head).length < fewestWordsBefore) continue;
      for (const ending of endings) {
        if (ending === beginning) continue;
        for (const other of pivotsOf(ending)) {
          if (other.folded !== cut.folded) continue;
          const rest = ending
            .slice(other.end)
            .replace(/[,;].*$/su, '')
            .trim();
          const words = wordsOf(rest);
          if (words.length < fewestWordsBehind || words.length > 14) continue;
          const said = contentStems(rest).slice(0, 3);
          const before = contentStems(head).slice(-3);
          if (said.length === 0 || before.length === 0) continue;
          // One sentence that has some of both may say it after all.
          if (together.some((stems) => before.some((stem) => stems.has(stem)) && said.some((stem) => stems.has(stem))))
            continue;
          found.push(`${head} ${rest.replace(/[.!?]*$/u, '')}.`);
        }
      }
    }
  }
  const chosen = found[Math.floor(random() * found.length)];
  return chosen === undefined ? null : { text: chosen, label: 0, kind };
}

const pivotsOf = (sentence: string) => wordsOf(sentence).filter((word) => pivots.has(word.folded));

const contentStems = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !isFunctionWord(word.folded))
    .map((word) => word.stem);

/** The part of a sentence that something may be made up behind: up to a preposition past its middle, or null. */
export function openBeginning(sentence: string, random: SeededRandom): string | null {
  const words = wordsOf(sentence);
  const cuts = pivotsOf(sentence).filter((word) => {
    const before = words.filter(({ end }) => end <= word.start).length;
    return before >= fewestWordsBefore && before <= words.length - 2 && before <= 16;
  });
  const cut = cuts[Math.floor(random() * cuts.length)];
  return cut ? sentence.slice(0, cut.end) : null;
}
