import { clusterInterests } from '../interests/interest-count.ts';
import { interestSettings } from '../interests/settings.ts';
import { dot } from '../interests/vector.ts';
import { decayedWeights, inOrderOfTime } from './decayed-weights.ts';
import type { HistoryEncoder } from './encoder.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * K interest vectors by clustering (one to four); with an article, the nearest of them is the vector: ComiRec's hard
 * read-out (2005.09347). Without one, the plain mean.
 */
export const interestEncoder: HistoryEncoder = (history, options) => {
  const ordered = inOrderOfTime(history);
  const mean = weightedMean(ordered, options).vector;
  if (mean === null) return { vector: null, interests: [], meta: meta(history.length, 0, false) };
  const weights = decayedWeights(ordered, options);
  const { centres, assignment } = clusterInterests(
    ordered.map((entry) => entry.vector),
    weights,
    interestSettings,
  );
  const shares = centres.map((_, cluster) =>
    weights.reduce((sum, weight, row) => sum + (assignment[row] === cluster ? weight : 0), 0),
  );
  const interests = centres
    .map((centre, cluster) => ({ centre, share: shares[cluster]! }))
    .sort((a, b) => b.share - a.share)
    .map(({ centre }) => centre);
  const { article } = options;
  const vector = article
    ? interests.reduce((best, centre) => (dot(centre, article) > dot(best, article) ? centre : best))
    : mean;
  return { vector, interests, meta: meta(history.length, history.length, article !== undefined) };
};

const meta = (entries: number, used: number, conditioned: boolean) =>
  ({ encoder: 'interests', entries, used, conditioned }) as const;
