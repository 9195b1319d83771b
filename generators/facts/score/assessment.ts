import type { Span } from '../verdict.ts';
import type { FactFeatures } from './fact-features.ts';
import type { FactReadings } from './fact-readings.ts';
import type { FactScore } from './fact-scorer.ts';

/** The scorer's part of a verdict. */
export interface FactAssessment {
  /** Calibrated probability, 0..1, that the article bears the text out; 0 where a rule contradicts it. */
  readonly probability: number;
  /** What it must reach to pass. */
  readonly threshold: number;
  /** Name, version and the groups of features that were at hand. */
  readonly scorer: string;
  /** The word of the text that the article makes least likely, where the probability is below the threshold. */
  readonly weakest: Span | null;
  /** One plain sentence. */
  readonly reason: string;
}

/** Below this many nats behind the article a word counts as one that the article does not lead to. */
const unlikely = -5;

/** Says what a score means for one text. @param text as it was read */
export function assess(
  text: string,
  { probability, scorer }: FactScore,
  threshold: number,
  sentences: readonly FactFeatures[],
  { likelihood }: FactReadings,
): FactAssessment {
  const share = `${Math.round(100 * probability)} %`;
  if (probability >= threshold)
    return {
      probability,
      threshold,
      scorer,
      weakest: null,
      reason: `As a whole it is borne out with ${share} probability.`,
    };
  const weakest = likelihood?.words
    .slice(1)
    .filter((word) => word.withArticle < unlikely)
    .reduce<{ start: number; end: number; withArticle: number } | null>(
      (least, word) => (least && least.withArticle <= word.withArticle ? least : word),
      null,
    );
  const why = weakest
    ? `nothing in the article leads to “${text.slice(weakest.start, weakest.end)}”`
    : sentences.some(({ wording }) => wording.apartShare > 0.3)
      ? 'the article has its words, but not together'
      : 'the article says something else, or says it otherwise';
  return {
    probability,
    threshold,
    scorer,
    weakest: weakest ? { start: weakest.start, end: weakest.end } : null,
    reason: `As a whole it is borne out with ${share} probability only (${Math.round(100 * threshold)} % is needed): ${why}.`,
  };
}
