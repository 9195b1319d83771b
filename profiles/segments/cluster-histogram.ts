import type { ItemEvidence } from '../interests/evidence.ts';
import type { ItemClusters } from './item-clusters.ts';

/** A reader's weight by item cluster: `p(c|u)`, summing to 1, and how much weight stands behind it. */
export interface ClusterHistogram {
  readonly shares: Float32Array;
  readonly weight: number;
}

/** Adds up what a reader read by cluster; all 0 where nothing counts. */
export function clusterHistogram(evidence: readonly ItemEvidence[], clusters: ItemClusters): ClusterHistogram {
  const sums = new Float64Array(clusters.centres.length);
  let weight = 0;
  for (const entry of evidence) {
    const cluster = clusters.clusterOf(entry.itemId);
    if (cluster === undefined) continue;
    sums[cluster]! += entry.weight;
    weight += entry.weight;
  }
  return { shares: Float32Array.from(sums, (sum) => (weight > 0 ? sum / weight : 0)), weight };
}

/**
 * kNN-Embed's smoothing (2205.06205): `p̃(c|u) = (1−λ)·p(c|u) + λ·mean over the nearest readers of p(c|u′)`.
 * @param part λ, 0..1
 */
export function smoothed(shares: Float32Array, neighbours: readonly Float32Array[], part: number): Float32Array {
  if (neighbours.length === 0) return shares;
  return shares.map((share, cluster) => {
    let sum = 0;
    for (const neighbour of neighbours) sum += neighbour[cluster]!;
    return (1 - part) * share + (part * sum) / neighbours.length;
  });
}
