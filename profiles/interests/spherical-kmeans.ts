import { dot, weightedDirection } from './vector.ts';

export interface Clustering {
  /** Unit vectors. */
  readonly centres: readonly Float32Array[];
  /** Cluster of each row. */
  readonly assignment: readonly number[];
  /** Weighted mean of 1 − cosine to the own centre, 0..2. */
  readonly dispersion: number;
}

/**
 * Weighted k-means on the unit sphere (Dhillon & Modha 2001): rows go to the centre of highest cosine, centres to the
 * direction of their rows' weighted sum. Starts from the row nearest to the weighted mean, then each time from the row
 * that adds most (weight × distance), so the same rows in the same order give the same clusters.
 * @param rows unit vectors; at least one
 * @param weights positive, one a row
 */
export function sphericalKMeans(rows: readonly Float32Array[], weights: readonly number[], k: number): Clustering {
  const dimensions = rows[0]!.length;
  let centres = startingCentres(rows, weights, k);
  let assignment = rows.map((row) => nearest(row, centres));
  for (let iteration = 0; iteration < 50; iteration++) {
    centres = centres.map((centre, cluster) => {
      const inside = weights.map((weight, row) => (assignment[row] === cluster ? weight : 0));
      return weightedDirection(rows, inside, dimensions) ?? centre;
    });
    const next = rows.map((row) => nearest(row, centres));
    if (next.every((cluster, row) => cluster === assignment[row])) break;
    assignment = next;
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const dispersion =
    rows.reduce((sum, row, index) => sum + weights[index]! * (1 - dot(row, centres[assignment[index]!]!)), 0) / total;
  return { centres, assignment, dispersion };
}

function startingCentres(rows: readonly Float32Array[], weights: readonly number[], k: number): Float32Array[] {
  const mean = weightedDirection(rows, weights, rows[0]!.length) ?? rows[0]!;
  const centres = [rows[nearest(mean, rows)]!];
  while (centres.length < k) {
    let best = -1;
    let bestGain = 0;
    for (const [index, row] of rows.entries()) {
      const gain = weights[index]! * Math.max(0, 1 - dot(row, centres[nearest(row, centres)]!));
      if (gain > bestGain + 1e-12) {
        best = index;
        bestGain = gain;
      }
    }
    // Fewer distinct rows than clusters asked for.
    if (best < 0) break;
    centres.push(rows[best]!);
  }
  return centres;
}

/** The first of the vectors with the highest cosine. */
export function nearest(row: Float32Array, vectors: readonly Float32Array[]): number {
  let best = 0;
  let bestCosine = Number.NEGATIVE_INFINITY;
  for (const [index, vector] of vectors.entries()) {
    const cosine = dot(row, vector);
    if (cosine > bestCosine) {
      best = index;
      bestCosine = cosine;
    }
  }
  return best;
}
