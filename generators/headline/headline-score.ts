import { dot } from '../../profiles/interests/vector.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Verdict } from '../facts/verdict.ts';
import { statesSomething } from './statement.ts';

/** What makes a candidate good; each part lies in 0..1 and the score is their weighted sum. */
export const headlineWeights = {
  /** Support by the article. */
  facts: 0.2,
  /** Likeness to what the body leads with and returns to. */
  salience: 0.3,
  /** Names, numbers and dates that the article bears out: a text that says nothing certain cannot be wrong, nor right. */
  specific: 0.15,
  /** Says that something happens: a label ("The power of the sea") tells no news. */
  statement: 0.1,
  /** Geometric mean of the tokens' probabilities: what the model itself thinks likely. */
  likelihood: 0.05,
  /** Nearness to the reader's interests, the average reader's taken off. */
  reader: 0.1,
  /** Nearness to the focus sentence. */
  focus: 0.1,
} as const;

export type HeadlineScoreParts = Record<keyof typeof headlineWeights, number>;

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** The parts of one candidate's score; those of a reader are 0 where nothing of a reader is used. */
export function headlineScoreParts({
  text,
  verdict,
  salience,
  logProbabilities,
  vector,
  profile,
  averageReader,
  focusVector,
}: {
  text: string;
  verdict: Verdict;
  salience: number;
  logProbabilities: readonly number[];
  vector: Float32Array;
  profile: Profile | null;
  averageReader: Float32Array | null;
  focusVector: Float32Array | null;
}): HeadlineScoreParts {
  const mean = logProbabilities.reduce((sum, value) => sum + value, 0) / Math.max(1, logProbabilities.length);
  const usual = averageReader ? dot(vector, averageReader) : 0;
  const nearest = Math.max(
    0,
    ...(profile?.interests ?? []).map((interest) => dot(vector, interest.vector) - usual / 2),
  );
  return {
    facts: clamp(verdict.score),
    salience: clamp(salience),
    specific: clamp(statedFacts(verdict) / factsOfASpecificText),
    statement: statesSomething(text) ? 1 : 0,
    likelihood: Math.exp(mean),
    reader: clamp(nearest),
    focus: focusVector ? clamp(dot(vector, focusVector)) : 0,
  };
}

/** Supported names, numbers, dates and quotations from which on a text counts as wholly specific. */
const factsOfASpecificText = 2;

const statedFacts = ({ claims }: Verdict): number =>
  claims.filter(({ kind, label }) => kind !== 'sentence' && label === 'supported').length;

/** The weighted sum of the parts. */
export function headlineScore(parts: HeadlineScoreParts): number {
  return (Object.keys(headlineWeights) as (keyof HeadlineScoreParts)[]).reduce(
    (sum, part) => sum + headlineWeights[part] * parts[part],
    0,
  );
}
