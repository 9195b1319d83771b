/** One candidate: its parts, and how near it came to the title that the article really had. */
export interface RankedCandidate<Part extends string> {
  readonly parts: Readonly<Record<Part, number>>;
  /** 0..1, higher is better. */
  readonly gain: number;
  /** Sound in form and supported: what may be chosen in service. */
  readonly passes: boolean;
}

export interface PairwiseOptions {
  readonly steps?: number;
  readonly learningRate?: number;
  /** Pull towards zero (L2). */
  readonly decay?: number;
}

/**
 * Weights that order the candidates of an article as their gains do: logistic regression on differences between two
 * candidates of one article, each pair counting by how far their gains lie apart (RankNet, Burges et al. 2005, with a
 * linear scorer). Weights are kept from going below zero, so that no part of a score speaks against what it is named for.
 */
export function fitPairwise<Part extends string>(
  articles: readonly (readonly RankedCandidate<Part>[])[],
  parts: readonly Part[],
  { steps = 600, learningRate = 2, decay = 1e-3 }: PairwiseOptions = {},
): Record<Part, number> {
  const pairs = articles.flatMap((candidates) => pairsOf(candidates, parts));
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Float64Array(parts.length);
  for (let step = 0; step < steps && total > 0; step++) {
    const gradient = weights.map((weight) => decay * weight);
    for (const { difference, weight } of pairs) {
      const margin = difference.reduce((sum, value, index) => sum + value * weights[index]!, 0);
      const pull = weight / total / (1 + Math.exp(margin));
      for (const [index, value] of difference.entries()) gradient[index]! -= pull * value;
    }
    for (const [index, slope] of gradient.entries())
      weights[index] = Math.max(0, weights[index]! - learningRate * slope);
  }
  return Object.fromEntries(parts.map((part, index) => [part, weights[index]!])) as Record<Part, number>;
}

/** Differences better less worse of every two candidates that differ in gain. */
function pairsOf<Part extends string>(candidates: readonly RankedCandidate<Part>[], parts: readonly Part[]) {
  return candidates.flatMap((better) =>
    candidates
      .filter((worse) => better.gain - worse.gain > leastDifference)
      .map((worse) => ({
        difference: parts.map((part) => better.parts[part] - worse.parts[part]),
        weight: better.gain - worse.gain,
      })),
  );
}

/** Smaller differences of ROUGE-L are noise. */
const leastDifference = 0.02;

/** The candidate that a scorer takes: the highest that passes, or the highest of all where none does. */
export function chosenBy<Part extends string>(
  candidates: readonly RankedCandidate<Part>[],
  score: (parts: Readonly<Record<Part, number>>) => number,
): RankedCandidate<Part> {
  const ordered = [...candidates].sort((a, b) => score(b.parts) - score(a.parts));
  return ordered.find(({ passes }) => passes) ?? ordered[0]!;
}
