import { dot } from '../interests/vector.ts';
import { poolByArticle } from './article-pooling.ts';
import { decayedWeights, inOrderOfTime } from './decayed-weights.ts';
import type { HistoryEncoder } from './encoder.ts';
import { randomDirections, signBits } from './random-directions.ts';
import { weightedMean } from './weighted-mean.ts';

/** Readings that are pooled, of those that the sketch brings up. */
const kept = 50;
const shortlist = 400;
/** Bits of a reading's sketch. */
const sketchBits = 128;
const sketchWords = sketchBits / 32;
/** Readings that are searched, the latest ones. */
const longest = 100_000;

/** A history with a sketch of 128 bits a reading, for searching. */
export interface SearchableHistory {
  readonly vectors: readonly Float32Array[];
  readonly weights: readonly number[];
  readonly sketches: Int32Array;
}

/** Sketches each reading once, O(L · 128 · d). */
export function searchableHistory(vectors: readonly Float32Array[], weights: readonly number[]): SearchableHistory {
  const sketches = new Int32Array(vectors.length * sketchWords);
  const directions = directionsFor(vectors[0]?.length ?? 0);
  for (const [row, vector] of vectors.entries()) signBits(vector, directions, sketchBits, sketches, row * sketchWords);
  return { vectors, weights, sketches };
}

/**
 * The readings nearest to an article: those whose sketch differs least are compared exactly (MUSE, 2512.07216: a simple
 * cosine does for the search, the pooling over what it finds is what has to be good). Four 32-bit words a reading and at
 * most 400 exact cosines.
 * @returns rows, nearest first, at most `count`
 */
export function searchHistory(history: SearchableHistory, article: Float32Array, count = kept): number[] {
  const { vectors, sketches } = history;
  let rows = vectors.map((_, row) => row);
  if (rows.length > shortlist) {
    const wanted = new Int32Array(sketchWords);
    signBits(article, directionsFor(article.length), sketchBits, wanted);
    const byDistance: number[][] = Array.from({ length: sketchBits + 1 }, () => []);
    for (let row = 0; row < vectors.length; row++) {
      let distance = 0;
      for (let word = 0; word < sketchWords; word++)
        distance += bitsSet(sketches[row * sketchWords + word]! ^ wanted[word]!);
      byDistance[distance]!.push(row);
    }
    rows = [];
    for (const bucket of byDistance) {
      // Of equally near readings the latest.
      rows.push(...bucket.slice(rows.length - shortlist));
      if (rows.length >= shortlist) break;
    }
  }
  return rows
    .map((row) => ({ row, cosine: dot(vectors[row]!, article) }))
    .sort((a, b) => b.cosine - a.cosine || a.row - b.row)
    .slice(0, count)
    .map(({ row }) => row);
}

/** Pools the 50 readings nearest to the article by scaled cosine; without an article, the plain mean. */
export const searchedEncoder: HistoryEncoder = (history, options) => {
  const ordered = inOrderOfTime(history).slice(-longest);
  const { article } = options;
  if (!article || ordered.length === 0) {
    const { vector, meta } = weightedMean(ordered, options);
    return { vector, interests: [], meta: { ...meta, encoder: 'searched' } };
  }
  const searchable = searchableHistory(
    ordered.map((entry) => entry.vector),
    decayedWeights(ordered, options),
  );
  const found = searchHistory(searchable, article);
  return {
    vector: poolByArticle(
      found.map((row) => searchable.vectors[row]!),
      found.map((row) => searchable.weights[row]!),
      article,
    ),
    interests: [],
    meta: { encoder: 'searched', entries: history.length, used: found.length, conditioned: true },
  };
};

function bitsSet(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

const drawn = new Map<number, Int8Array>();
function directionsFor(dimensions: number): Int8Array {
  const directions = drawn.get(dimensions) ?? randomDirections(sketchBits, dimensions, 0x51ed270b);
  drawn.set(dimensions, directions);
  return directions;
}
