import { type AnalysedArticle, analyseArticle } from '../../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../../generators/facts/check-facts.ts';
import { type FactFeatures, factFeatures } from '../../generators/facts/score/fact-features.ts';
import { naturalText } from '../../generators/facts/score/natural-text.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import type { KeptReadings } from './kept-readings.ts';

/** A text with its features and the rules' verdict, from readings that were kept. */
export interface ReadText {
  /** Of each sentence. */
  readonly features: readonly FactFeatures[];
  readonly verdict: Verdict;
}

/** Features of one article's texts, without any model; null for a text that was not read. */
export async function keptFeatures(
  article: { readonly body: string; readonly publishedAt?: string },
  texts: readonly string[],
  kept: KeptReadings,
): Promise<(ReadText | null)[]> {
  const analysed = await analyseArticle({ ...article, language: 'en' });
  return texts.map((text) => {
    const readings = kept.get(article.body, text);
    return readings ? withReadings(text, analysed, readings) : null;
  });
}

function withReadings(text: string, article: AnalysedArticle, readings: Parameters<typeof factFeatures>[3]): ReadText {
  const written = naturalText(text, article).text;
  const verdict = checkFactsAgainst(written, null, article);
  return { features: factFeatures(written, verdict, article, readings), verdict };
}
