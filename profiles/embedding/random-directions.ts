/**
 * Fixed random directions for locality-sensitive hashing: the same for the same seed, so that hashes made at different
 * times can be compared. Row-major, `count` × `dimensions`, entries ±1: the sign of a sum of ±1 parts cuts space about
 * as evenly as a Gaussian does (Achlioptas 2003) and is drawn faster.
 */
export function randomDirections(count: number, dimensions: number, seed = 0x9e3779b9): Int8Array {
  const directions = new Int8Array(count * dimensions);
  let state = seed | 0 || 1;
  for (let index = 0; index < directions.length; index++) {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    directions[index] = state & 0x10000 ? 1 : -1;
  }
  return directions;
}

/** Which side of each direction a vector lies on, as the bits of 32-bit words. */
export function signBits(vector: Float32Array, directions: Int8Array, count: number, into: Int32Array, at = 0): void {
  const dimensions = vector.length;
  for (let word = 0; word * 32 < count; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32 && word * 32 + bit < count; bit++) {
      const row = (word * 32 + bit) * dimensions;
      let sum = 0;
      for (let index = 0; index < dimensions; index++) sum += vector[index]! * directions[row + index]!;
      if (sum > 0) bits |= 1 << bit;
    }
    into[at + word] = bits;
  }
}
