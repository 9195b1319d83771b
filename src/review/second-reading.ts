/**
 * Whether a text is in the sample that two editors read blind: a fixed function of its id, so that nobody can choose,
 * and that asking twice gives the same answer.
 * @param variantId a UUID, whose last eight digits are random
 * @param share 0..1 of texts
 */
export function isReadTwice(variantId: string, share: number): boolean {
  return Number.parseInt(variantId.slice(-8), 16) / 2 ** 32 < share;
}
