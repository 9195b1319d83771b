import type { AnalysedArticle } from '../analyse-article.ts';
import type { Verdict } from '../verdict.ts';
import { wordsOf } from '../words.ts';
import type { FactReadings } from './fact-readings.ts';
import { type FindingFeatures, findingFeatures } from './finding-features.ts';
import { type LikelihoodFeatures, likelihoodFeatures } from './likelihood-features.ts';
import { type SupportFeatures, supportFeatures } from './support-features.ts';
import { type WordingFeatures, wordingFeatures } from './wording-features.ts';

/** All that is known of a text about an article, by where it comes from. A part is null where its model was not asked. */
export interface FactFeatures {
  readonly findings: FindingFeatures;
  readonly wording: WordingFeatures;
  readonly support: SupportFeatures | null;
  readonly likelihood: LikelihoodFeatures | null;
  /** Of a model trained to judge facts: the log-odds that the text is borne out. */
  readonly judge: { readonly logOdds: number } | null;
}

export type FeatureGroup = keyof FactFeatures;

/**
 * Turns what rules and models found into numbers.
 * @param text as it was read: in its natural case
 * @param verdict what the rules say of it
 */
export function factFeatures(
  text: string,
  verdict: Pick<Verdict, 'claims'>,
  article: AnalysedArticle,
  readings: FactReadings,
): FactFeatures {
  const words = wordsOf(text);
  return {
    findings: findingFeatures(verdict),
    wording: wordingFeatures(words, article),
    support: readings.support && supportFeatures(readings.support),
    likelihood: readings.likelihood && likelihoodFeatures(words, readings.likelihood),
    judge: readings.judge ?? null,
  };
}

/** Features by name, `group.feature`, of the groups that are there. */
export function namedFeatures(features: FactFeatures): Record<string, number> {
  return Object.fromEntries(
    Object.entries(features).flatMap(([group, values]) =>
      values === null ? [] : Object.entries(values).map(([name, value]) => [`${group}.${name}`, value as number]),
    ),
  );
}
