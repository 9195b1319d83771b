/** A picture of a reader's history. */
export interface SeenPicture {
  readonly id: string;
  /** In the space of the query, of any length; unit or not. */
  readonly vector: Float32Array;
}

export interface RelevantPicture {
  readonly id: string;
  /** Cosine with the query, -1..1. */
  readonly similarity: number;
}

export interface PictureRelevance {
  /** Most similar first. */
  readonly kept: readonly RelevantPicture[];
  /** Every picture left out, most similar first, and why: a row is never lost. */
  readonly dropped: readonly (RelevantPicture & { readonly reason: 'not similar' | 'beyond the most similar' })[];
}

/**
 * Filters a picture history by what a task asks for, as VisualLens does (methods 1.5): most pictures say nothing of a
 * given interest, so only those at least `threshold` similar to the query are kept, and of them the `limit` most similar.
 * Ties go by id, so the order of the history does not matter. A picture without direction is not similar to anything.
 * @param threshold least cosine, -1..1
 * @param limit most pictures kept, at least 0
 * @throws RangeError when a picture's vector is not as long as the query's, or a setting is out of range
 */
export function relevantPictures(
  history: readonly SeenPicture[],
  query: Float32Array,
  { threshold = 0.2, limit = 9 }: { readonly threshold?: number; readonly limit?: number } = {},
): PictureRelevance {
  if (!(threshold >= -1 && threshold <= 1)) throw new RangeError(`threshold: ${threshold} is not within -1..1`);
  if (!Number.isInteger(limit) || limit < 0) throw new RangeError(`limit: ${limit} is not a whole number from 0`);
  const ranked = history
    .map(({ id, vector }) => {
      if (vector.length !== query.length) {
        throw new RangeError(`picture ${id}: its vector has ${vector.length} numbers, the query ${query.length}`);
      }
      return { id, similarity: cosine(vector, query) };
    })
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const similar = ranked.filter(({ similarity }) => similarity >= threshold);
  return {
    kept: similar.slice(0, limit),
    dropped: [
      ...similar.slice(limit).map((one) => ({ ...one, reason: 'beyond the most similar' as const })),
      ...ranked.slice(similar.length).map((one) => ({ ...one, reason: 'not similar' as const })),
    ],
  };
}

/** -1 where a vector has no direction. */
function cosine(a: Float32Array, b: Float32Array): number {
  let inner = 0;
  let ofA = 0;
  let ofB = 0;
  for (let index = 0; index < a.length; index++) {
    inner += a[index]! * b[index]!;
    ofA += a[index]! ** 2;
    ofB += b[index]! ** 2;
  }
  const lengths = Math.sqrt(ofA * ofB);
  return lengths > 0 ? inner / lengths : -1;
}
