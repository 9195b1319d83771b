/** Most tokens of a text, both ends included: what all-MiniLM-L6-v2 was tuned for. */
export const windowTokens = 256;

/** Lengths that texts are padded to. */
const buckets = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, windowTokens];

/**
 * The length a text of `tokens` tokens is padded to: a matter of the text alone, never of its batch-mates, so that its
 * vector is the same in any batch, bit for bit.
 */
export function paddedLength(tokens: number): number {
  return buckets.find((length) => length >= tokens) ?? windowTokens;
}
