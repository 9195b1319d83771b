/**
 * ROUGE-L F1 of two texts: longest common subsequence of lower-case words, without stemming (Lin, 2004).
 * @returns 0..1
 */
export function rougeL(candidate: string, reference: string): number {
  const left = words(candidate);
  const right = words(reference);
  if (left.length === 0 || right.length === 0) return 0;
  let row = new Array<number>(right.length + 1).fill(0);
  for (const word of left) {
    const next = [0];
    for (const [index, other] of right.entries())
      next.push(word === other ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!));
    row = next;
  }
  const common = row.at(-1)!;
  return (2 * common) / (left.length + right.length);
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
