import { dot } from '../interests/vector.ts';

/** How alike a reader's interest vectors may be before they say the same thing twice. */
export const alarmingCosine = 0.9;

export interface Redundancy {
  /** Readers with two interests or more. */
  readonly readers: number;
  /** Mean cosine between two interests of one reader, or null where nobody has two. */
  readonly meanCosine: number | null;
  /** Readers whose interests' mean cosine lies above `alarmingCosine`. */
  readonly alarms: number;
  /** Dependence of second on first interests over readers; null for fewer than three readers. */
  readonly hsic: number | null;
}

/** Measures the redundancy of interests over readers: each an array of unit vectors, heaviest first. */
export function redundancyOf(readers: readonly (readonly Float32Array[])[]): Redundancy {
  const several = readers.filter((interests) => interests.length >= 2);
  const cosines = several.map(meanPairwiseCosine);
  return {
    readers: several.length,
    meanCosine: cosines.length > 0 ? cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length : null,
    alarms: cosines.filter((cosine) => cosine > alarmingCosine).length,
    hsic:
      several.length >= 3
        ? hsic(
            several.map((interests) => interests[0]!),
            several.map((interests) => interests[1]!),
          )
        : null,
  };
}

/** Mean cosine over all pairs of unit vectors; 0 for fewer than two. */
export function meanPairwiseCosine(vectors: readonly Float32Array[]): number {
  let sum = 0;
  let pairs = 0;
  for (let first = 0; first < vectors.length; first++)
    for (let second = first + 1; second < vectors.length; second++) {
      sum += dot(vectors[first]!, vectors[second]!);
      pairs++;
    }
  return pairs > 0 ? sum / pairs : 0;
}

/**
 * Hilbert–Schmidt independence criterion, tr(KHLH)/(n−1)², with RBF kernels whose width is the median distance (as
 * DESMIL measures the dependence between interests): 0 when rows of `x` tell nothing of rows of `y`.
 * @param x n unit vectors, `y` n unit vectors
 * @throws RangeError for fewer than two rows or different numbers
 */
export function hsic(x: readonly Float32Array[], y: readonly Float32Array[]): number {
  const count = x.length;
  if (count < 2 || y.length !== count) throw new RangeError('hsic: needs as many rows of x as of y, two at least');
  const left = centred(rbf(x), count);
  const right = rbf(y);
  let trace = 0;
  for (let index = 0; index < left.length; index++) trace += left[index]! * right[index]!;
  return trace / (count - 1) ** 2;
}

function rbf(rows: readonly Float32Array[]): Float64Array {
  const count = rows.length;
  const squares = new Float64Array(count * count);
  const apart: number[] = [];
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      let square = 0;
      for (let index = 0; index < rows[a]!.length; index++) square += (rows[a]![index]! - rows[b]![index]!) ** 2;
      squares[a * count + b] = squares[b * count + a] = square;
      apart.push(square);
    }
  apart.sort((a, b) => a - b);
  // Equal rows leave no width: their kernel is constant, and what is constant depends on nothing.
  const width = apart[apart.length >> 1] || 1;
  return squares.map((square) => Math.exp(-square / (2 * width)));
}

/** HKH: rows and columns less their means. */
function centred(kernel: Float64Array, count: number): Float64Array {
  const means = Array.from({ length: count }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < count; column++) sum += kernel[row * count + column]!;
    return sum / count;
  });
  const grand = means.reduce((sum, mean) => sum + mean, 0) / count;
  return kernel.map((value, index) => value - means[Math.floor(index / count)]! - means[index % count]! + grand);
}
