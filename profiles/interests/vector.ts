/** Inner product of two vectors of one length; the cosine when both are unit vectors. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

/** Euclidean length. */
export const norm = (vector: Float32Array): number => Math.sqrt(dot(vector, vector));

/** The unit vector of the same direction, or null for the zero vector. */
export function unit(vector: ArrayLike<number>): Float32Array | null {
  let squares = 0;
  for (let index = 0; index < vector.length; index++) squares += vector[index]! * vector[index]!;
  const length = Math.sqrt(squares);
  if (!(length > 1e-12) || !Number.isFinite(length)) return null;
  return Float32Array.from(vector, (value) => value / length);
}

/** Direction of the weighted sum, or null when the weights or the vectors cancel out. Sums in double precision. */
export function weightedDirection(
  vectors: readonly Float32Array[],
  weights: readonly number[],
  dimensions: number,
): Float32Array | null {
  const sum = new Float64Array(dimensions);
  for (const [row, vector] of vectors.entries()) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    for (let index = 0; index < dimensions; index++) sum[index]! += weight * vector[index]!;
  }
  return unit(sum);
}
