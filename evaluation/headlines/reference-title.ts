import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import { naturalCase } from '../../generators/facts/score/natural-case.ts';
import { casingVotes } from '../../training/headline/casing-votes.ts';
import { trueCase } from '../../training/headline/true-case.ts';

/**
 * A publisher's title in sentence case, so that its likelihood says how well a model foresees the words and not whether
 * the publisher writes in capitals.
 */
export function referenceTitle(title: string, article: AnalysedArticle): string {
  const plain = title.replace(/\s+/gu, ' ').trim();
  if (!/\p{Ll}/u.test(plain)) return naturalCase(plain.toLowerCase(), article);
  return trueCase(plain, casingVotes([article.plain]), casingVotes([]));
}
