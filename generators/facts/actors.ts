import type { ArticleWords } from './article-words.ts';
import { isCapitalised, stem } from './words.ts';

/** Common nouns of those who can do something to another, by stem. */
const actorStems = new Set(
  (
    'man woman men women boy girl police officer court judge jury firm company contractor union worker staff government ' +
    'minister council mp bank troop army soldier rebel student teacher doctor nurse player coach club team fan resident ' +
    'voter protester lawmaker senator senate house congress republican democrat regulator airline lawyer scientist ' +
    'researcher owner driver couple family farmer investor shareholder authority official prosecutor hospital school ' +
    'university city state county country leader chief star singer actor people suspect victim teenager teen mother father ' +
    'son daughter husband wife dog giant group agency department administration president chairman boss manager director ' +
    'committee party opposition campaigner critic parent child children patient veteran attorney provider manufacturer'
  )
    .split(' ')
    .map(stem),
);

/** Whether a stem stands for somebody: a noun of persons or bodies, or a word that the article writes with a capital only. */
export function isActor(wanted: string, { stemPositions, words, small }: ArticleWords): boolean {
  if (actorStems.has(wanted)) return true;
  const positions = stemPositions.get(wanted) ?? [];
  return positions.length > 0 && !small.has(wanted) && positions.every((at) => isCapitalised(words[at]!.text));
}
