/**
 * How much of each text the others say word for word, in order: the mean, over the others, of the longest common
 * subsequence of words as a share of both lengths. Choosing by it is minimum Bayes risk decoding under ROUGE-L (Kumar
 * and Byrne, 2004).
 * @returns 0..1 for each text
 */
export function agreement(texts: readonly string[]): number[] {
  const words = texts.map((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const shares = words.map((): number => 0);
  for (const [index, left] of words.entries())
    for (let other = index + 1; other < words.length; other++) {
      const right = words[other]!;
      const share = (2 * commonSubsequence(left, right)) / Math.max(1, left.length + right.length);
      shares[index]! += share;
      shares[other]! += share;
    }
  return shares.map((share) => share / Math.max(1, texts.length - 1));
}

/** Length of the longest common subsequence. */
function commonSubsequence(left: readonly string[], right: readonly string[]): number {
  let row = new Array<number>(right.length + 1).fill(0);
  for (const word of left) {
    const next = [0];
    for (const [index, other] of right.entries())
      next.push(word === other ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!));
    row = next;
  }
  return row.at(-1)!;
}
