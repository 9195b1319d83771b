import type { AnalysedArticle } from './analyse-article.ts';
import type { ContentWord } from './article-places.ts';

// How fast nearness fades, in words: in the text, which is short, and in the article.
const textReach = 5;
const articleReach = 12;
/** What a neighbouring sentence counts for beside the piece's own. */
const neighbourShare = 0.4;

/**
 * How well a place of the article fits the words around a piece of the text, 0..1: the share of these words, weighed by
 * rarity in the article and by nearness to the piece, that stand near the place. A number, date or name bound to the
 * right thing stands among the same words in both.
 * @param context content words of the text, the piece's own left out
 * @param textAt index among the text's words where the piece stands
 * @param articleAt index among the article's words
 */
export function contextFit(
  context: readonly ContentWord[],
  textAt: number,
  articleAt: number,
  { index, places }: AnalysedArticle,
): number {
  const sentence = places.sentenceOf[articleAt]!;
  let found = 0;
  let whole = 0;
  for (const { stem, at } of context) {
    const weight = places.weightOf(stem) * Math.exp(-Math.abs(at - textAt) / textReach);
    whole += weight;
    let best = 0;
    for (const position of index.stemPositions.get(stem) ?? []) {
      const apart = Math.abs(places.sentenceOf[position]! - sentence);
      if (apart > 1) continue;
      const near =
        Math.exp(-Math.max(0, Math.abs(position - articleAt) - 1) / articleReach) * (apart === 0 ? 1 : neighbourShare);
      best = Math.max(best, near);
    }
    found += weight * best;
  }
  return whole === 0 ? 0 : found / whole;
}
