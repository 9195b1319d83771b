import type { InterestSettings } from './settings.ts';
import { type Clustering, sphericalKMeans } from './spherical-kmeans.ts';
import { dot } from './vector.ts';

/**
 * Clusters a reader's items into one to four interests. The rule for their number: from one upwards, one more is taken
 * while it explains enough of what was left unexplained (the dispersion falls by `leastGain`, and by more for few
 * items), every interest keeps enough weight and items, and no two lie too close.
 */
export function clusterInterests(
  rows: readonly Float32Array[],
  weights: readonly number[],
  settings: InterestSettings,
): Clustering {
  let chosen = sphericalKMeans(rows, weights, 1);
  const gain = settings.leastGain + settings.leastGainOfFew / effectiveNumber(weights);
  for (let k = 2; k <= Math.min(settings.mostInterests, rows.length); k++) {
    const candidate = sphericalKMeans(rows, weights, k);
    if (candidate.centres.length < k) break;
    if (!isSound(candidate, weights, settings)) continue;
    // Several more at once must earn their number: the gain is asked for each of them.
    const more = k - chosen.centres.length;
    if (candidate.dispersion <= chosen.dispersion * (1 - gain) ** more) chosen = candidate;
  }
  return chosen;
}

/** How many items of equal weight the weights amount to (Kish). */
function effectiveNumber(weights: readonly number[]): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum ** 2 / weights.reduce((total, weight) => total + weight ** 2, 0);
}

function isSound(clustering: Clustering, weights: readonly number[], settings: InterestSettings): boolean {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return clustering.centres.every((centre, cluster) => {
    const inside = weights.filter((_, row) => clustering.assignment[row] === cluster);
    const share = inside.reduce((sum, weight) => sum + weight, 0) / total;
    const apart = clustering.centres.every(
      (other, index) => index === cluster || dot(centre, other) <= settings.mostCosine,
    );
    return apart && share >= settings.leastShare && inside.length >= settings.leastItems;
  });
}
