import { dot, weightedDirection } from '../interests/vector.ts';
import { decayedWeights, inOrderOfTime } from './decayed-weights.ts';
import type { HistoryEncoder } from './encoder.ts';
import { weightedMean } from './weighted-mean.ts';

/** By how much a cosine of 1 outweighs a cosine of 0 is e to this. */
export const attentionScale = 6;

/**
 * Pools vectors with the article as the query: each reading's weight times e^(scale · cosine to the article).
 * The sum is left unnormalised but for its direction, so intensity only matters between readings.
 * @returns a unit vector, or null when everything cancels out
 */
export function poolByArticle(
  vectors: readonly Float32Array[],
  weights: readonly number[],
  article: Float32Array,
  scale = attentionScale,
): Float32Array | null {
  if (vectors.length === 0) return null;
  const attention = vectors.map((vector, row) => weights[row]! * Math.exp(scale * (dot(vector, article) - 1)));
  return weightedDirection(vectors, attention, article.length);
}

/**
 * Article-conditioned pooling in the manner of DIN (1706.06978): the article is the query, so the reader's vector
 * differs from article to article. DIN learns its activation unit; here nothing is learnt, the weight is a scaled
 * cosine. Without an article it is the plain mean.
 */
export const articlePoolingEncoder: HistoryEncoder = (history, options) => {
  const { article } = options;
  const ordered = inOrderOfTime(history);
  const vector = article
    ? poolByArticle(
        ordered.map((entry) => entry.vector),
        decayedWeights(ordered, options),
        article,
      )
    : weightedMean(ordered, options).vector;
  return {
    vector,
    interests: [],
    meta: {
      encoder: 'articlePooling',
      entries: history.length,
      used: vector ? history.length : 0,
      conditioned: article !== undefined,
    },
  };
};
