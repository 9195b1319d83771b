import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../../generators/facts/check-facts.ts';
import { splitSentences } from '../../profiles/focus/sentences.ts';
import { coverage } from '../headline/house-title.ts';
import { wordCount } from './true-texts.ts';

/** A story without its first sentence, and that sentence: news says in it, in other words, what the rest then tells. */
export interface WithheldOpening {
  readonly article: string;
  readonly opening: string;
}

const wordsOfOpening = { fewest: 7, most: 36 };
const fewestCharactersLeft = 400;
/** Least share of the opening's content words that the rest must hold; what it says beyond may be true of nothing. */
const leastCoverage = 0.55;

/**
 * Takes a story's opening away, so that title and opening are true texts which the article does not hold word for word,
 * as a summary is (XSum is made so; Narayan et al. 2018). Null where the rest does not bear them out by the rules, or the
 * opening is no plain sentence.
 */
export async function withholdOpening(story: {
  readonly title: string;
  readonly article: string;
  readonly publishedAt?: string;
}): Promise<WithheldOpening | null> {
  const [first] = splitSentences(story.article);
  if (!first) return null;
  const opening = first.text.trim();
  const words = wordCount(opening);
  if (words < wordsOfOpening.fewest || words > wordsOfOpening.most) return null;
  // A dateline or a list of marks is no sentence.
  if (!/^\p{Lu}.*\.$/su.test(opening) || /["“”?:;()\n–—]|\s-\s|--/u.test(opening)) return null;
  const article = story.article.slice(first.end).trim();
  if (article.length < fewestCharactersLeft) return null;
  const rest = await analyseArticle({
    body: article,
    language: 'en',
    ...(story.publishedAt && { publishedAt: story.publishedAt }),
  });
  const borneOut = [story.title, opening].every((text) => checkFactsAgainst(text, null, rest).label === 'supported');
  return borneOut && coverage(opening, rest) >= leastCoverage ? { article, opening } : null;
}
