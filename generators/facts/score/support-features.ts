/** What the encoder's cosines say of a sentence. */
export interface SupportFeatures {
  /** The part of the sentence that is borne out least, and the mean of its parts. */
  readonly weakestPart: number;
  readonly meanPart: number;
}

/** Sums up what a support reading says of one sentence. @param parts nearness of each of its parts */
export function supportFeatures(parts: readonly number[]): SupportFeatures {
  return {
    weakestPart: Math.min(1, ...parts),
    meanPart: parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + part, 0) / parts.length,
  };
}
