import { type Sentence, splitSentences } from '../../../profiles/focus/sentences.ts';
import type { AnalysedArticle } from '../analyse-article.ts';
import type { Span, Verdict } from '../verdict.ts';
import { wordsOf } from '../words.ts';
import type { FactReadings } from './fact-readings.ts';
import { type FindingFeatures, findingFeatures } from './finding-features.ts';
import { type LikelihoodFeatures, likelihoodFeatures } from './likelihood-features.ts';
import { type SupportFeatures, supportFeatures } from './support-features.ts';
import { textParts } from './text-parts.ts';
import { type WordingFeatures, wordingFeatures } from './wording-features.ts';

/** All that is known of one sentence of a text about an article, by where it comes from. A part is null where its model was not asked. */
export interface FactFeatures {
  readonly findings: FindingFeatures;
  readonly wording: WordingFeatures;
  readonly support: SupportFeatures | null;
  readonly likelihood: LikelihoodFeatures | null;
  /** Of the adapter trained to judge facts: the log-odds that the sentence is borne out. */
  readonly judgement: { readonly logOdds: number } | null;
}

export type FeatureGroup = keyof FactFeatures;

/**
 * Turns what rules and models found into numbers, for each sentence of a text: a text is as true as its weakest
 * sentence, and a long one is not to seem false for its length.
 * @param text as it was read: in its natural case
 * @param verdict what the rules say of it
 */
export function factFeatures(
  text: string,
  verdict: Pick<Verdict, 'claims'>,
  article: AnalysedArticle,
  readings: FactReadings,
): FactFeatures[] {
  const words = wordsOf(text);
  const { support, likelihood, judgement } = readings;
  let nextPart = 0;
  return sentencesOf(text).map((sentence, index): FactFeatures => {
    const within = ({ start, end }: Span) => start < sentence.end && end > sentence.start;
    const count = textParts(sentence.text).length;
    const parts = support?.parts.slice(nextPart, nextPart + count);
    nextPart += count;
    const own = words.filter(within);
    return {
      findings: findingFeatures({ claims: verdict.claims.filter(({ textSpan }) => within(textSpan)) }),
      wording: wordingFeatures(own, article),
      support: parts ? supportFeatures(parts) : null,
      likelihood:
        likelihood &&
        likelihoodFeatures(own, {
          words: likelihood.words.filter(within),
          swaps: likelihood.swaps.filter(within),
        }),
      judgement: judgement && { logOdds: judgement.sentences[index]! },
    };
  });
}

function sentencesOf(text: string): readonly Sentence[] {
  const sentences = splitSentences(text);
  return sentences.length > 0 ? sentences : [{ text, start: 0, end: text.length }];
}

/** Features by name, `group.feature`, of the groups that are there. */
export function namedFeatures(features: FactFeatures): Record<string, number> {
  return Object.fromEntries(
    Object.entries(features).flatMap(([group, values]) =>
      values === null ? [] : Object.entries(values).map(([name, value]) => [`${group}.${name}`, value as number]),
    ),
  );
}
