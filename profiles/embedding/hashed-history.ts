import { unit } from '../interests/vector.ts';
import { decayedWeights, inOrderOfTime } from './decayed-weights.ts';
import type { HistoryEncoder } from './encoder.ts';
import { randomDirections, signBits } from './random-directions.ts';
import { weightedMean } from './weighted-mean.ts';

/** Hash functions, and bits of each: readings that fall into the article's bucket count. */
const hashes = 8;
const bitsAHash = 4;

/** A history as sums by hash bucket; its size does not depend on the history's length. */
export interface HashedHistory {
  readonly dimensions: number;
  /** Readings that went in. */
  readonly count: number;
  /** `hashes × 2^bits × dimensions` sums of weighted vectors. */
  readonly sums: Float64Array;
}

/** Adds up a history by bucket: one pass, O(L · hashes · bits · d), done once a reader. */
export function hashHistory(vectors: readonly Float32Array[], weights: readonly number[]): HashedHistory | null {
  const dimensions = vectors[0]?.length ?? 0;
  if (dimensions === 0) return null;
  const directions = directionsFor(dimensions);
  const sums = new Float64Array(hashes * 2 ** bitsAHash * dimensions);
  const bits = new Int32Array(1);
  for (const [row, vector] of vectors.entries()) {
    signBits(vector, directions, hashes * bitsAHash, bits);
    for (let hash = 0; hash < hashes; hash++) {
      const start = bucketStart(bits[0]!, hash, dimensions);
      for (let index = 0; index < dimensions; index++) sums[start + index]! += weights[row]! * vector[index]!;
    }
  }
  return { dimensions, count: vectors.length, sums };
}

/**
 * Attention by hash sampling (SDIM, 2205.10249): of each hash, the sum of what shares the article's bucket, to length 1,
 * then the mean over hashes. One look-up a hash, whatever the length of the history.
 */
export function hashedAttention(history: HashedHistory, article: Float32Array): Float32Array | null {
  const { dimensions, sums } = history;
  const bits = new Int32Array(1);
  signBits(article, directionsFor(dimensions), hashes * bitsAHash, bits);
  const total = new Float64Array(dimensions);
  for (let hash = 0; hash < hashes; hash++) {
    const start = bucketStart(bits[0]!, hash, dimensions);
    const bucket = unit(sums.subarray(start, start + dimensions));
    if (bucket) for (let index = 0; index < dimensions; index++) total[index]! += bucket[index]!;
  }
  return unit(total);
}

/** SDIM over the whole history; where no reading shares a bucket with the article, or without one, the plain mean. */
export const hashedEncoder: HistoryEncoder = (history, options) => {
  const ordered = inOrderOfTime(history);
  const vectors = ordered.map((entry) => entry.vector);
  const hashed = options.article ? hashHistory(vectors, decayedWeights(ordered, options)) : null;
  const attended = hashed && options.article ? hashedAttention(hashed, options.article) : null;
  const vector = attended ?? weightedMean(ordered, options).vector;
  return {
    vector,
    interests: [],
    meta: {
      encoder: 'hashed',
      entries: history.length,
      used: vector ? history.length : 0,
      conditioned: attended !== null,
    },
  };
};

const bucketStart = (bits: number, hash: number, dimensions: number): number =>
  (hash * 2 ** bitsAHash + ((bits >>> (hash * bitsAHash)) & (2 ** bitsAHash - 1))) * dimensions;

const drawn = new Map<number, Int8Array>();
function directionsFor(dimensions: number): Int8Array {
  const directions = drawn.get(dimensions) ?? randomDirections(hashes * bitsAHash, dimensions);
  drawn.set(dimensions, directions);
  return directions;
}
