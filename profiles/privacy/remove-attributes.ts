import { unit } from '../interests/vector.ts';

/**
 * Orthonormal directions along which an attribute shows: what the mean vectors of its values differ by. Once they are
 * projected out, the values' means coincide, and no linear read-out by least squares or logistic loss beats guessing on
 * these readers (Belrose et al. 2023, “LEACE”, theorem 3.1; orthogonality as in FairRec, 2006.16742).
 * @param vectors unit vectors of readers whose value is known
 * @param values one a reader
 * @returns one direction fewer than there are values
 */
export function attributeDirections(vectors: readonly Float32Array[], values: readonly string[]): Float32Array[] {
  const means = new Map<string, { sum: Float64Array; count: number }>();
  for (const [row, vector] of vectors.entries()) {
    const mean = means.get(values[row]!) ?? { sum: new Float64Array(vector.length), count: 0 };
    means.set(values[row]!, mean);
    mean.count++;
    for (let index = 0; index < vector.length; index++) mean.sum[index]! += vector[index]!;
  }
  const [first, ...others] = [...means.keys()].sort().map((value) => {
    const { sum, count } = means.get(value)!;
    return sum.map((total) => total / count);
  });
  const directions: Float32Array[] = [];
  for (const mean of others) {
    const direction = orthonormal(
      mean.map((value, index) => value - first![index]!),
      directions,
    );
    if (direction) directions.push(direction);
  }
  return directions;
}

/** Joins the directions of several attributes into one orthonormal set. */
export function joinDirections(attributes: readonly (readonly Float32Array[])[]): Float32Array[] {
  const joined: Float32Array[] = [];
  for (const direction of attributes.flat()) {
    const fresh = orthonormal(Float64Array.from(direction), joined);
    if (fresh) joined.push(fresh);
  }
  return joined;
}

/**
 * A vector without its part along the directions, to length 1 again.
 * @param directions orthonormal
 * @returns null when nothing else is in it
 */
export function withoutDirections(vector: Float32Array, directions: readonly Float32Array[]): Float32Array | null {
  if (directions.length === 0) return vector;
  const rest = Float64Array.from(vector);
  // Twice, so that rounding leaves nothing behind.
  for (let pass = 0; pass < 2; pass++) takeOff(rest, directions);
  const length = Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0));
  return length > 1e-6 ? unit(rest) : null;
}

function orthonormal(vector: Float64Array, directions: readonly Float32Array[]): Float32Array | null {
  const rest = Float64Array.from(vector);
  for (let pass = 0; pass < 2; pass++) takeOff(rest, directions);
  const length = Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0));
  const before = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length > 1e-6 * Math.max(1, before) ? unit(rest) : null;
}

function takeOff(vector: Float64Array, directions: readonly Float32Array[]): void {
  for (const direction of directions) {
    let along = 0;
    for (let index = 0; index < vector.length; index++) along += vector[index]! * direction[index]!;
    for (let index = 0; index < vector.length; index++) vector[index]! -= along * direction[index]!;
  }
}
