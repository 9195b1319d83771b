import type { AdFacts } from '../../datasets/item.ts';
import { dot } from '../../profiles/interests/vector.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Verdict } from '../facts/verdict.ts';

/** What makes an ad title good; each part lies in 0..1 and the score is their weighted sum. */
export const adTitleWeights = { facts: 0.4, brand: 0.2, likelihood: 0.2, reader: 0.2 } as const;

export type AdTitleScoreParts = Record<keyof typeof adTitleWeights, number>;

/** The parts of one candidate's score. */
export function adTitleScoreParts({
  text,
  ad,
  verdict,
  logProbabilities,
  vector,
  profile,
}: {
  text: string;
  ad: AdFacts;
  verdict: Verdict;
  logProbabilities: readonly number[];
  vector: Float32Array;
  profile: Profile | null;
}): AdTitleScoreParts {
  const mean = logProbabilities.reduce((sum, value) => sum + value, 0) / Math.max(1, logProbabilities.length);
  const named = [ad.brand, ad.product].filter((name) => name !== undefined);
  return {
    facts: verdict.score,
    brand: named.some((name) => text.toLowerCase().includes(name.toLowerCase())) ? 1 : 0,
    likelihood: Math.exp(mean),
    reader: Math.max(0, ...(profile?.interests ?? []).map((interest) => dot(vector, interest.vector))),
  };
}

/** The weighted sum of the parts. */
export function adTitleScore(parts: AdTitleScoreParts): number {
  return (Object.keys(adTitleWeights) as (keyof AdTitleScoreParts)[]).reduce(
    (sum, part) => sum + adTitleWeights[part] * parts[part],
    0,
  );
}
