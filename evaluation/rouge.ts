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

/**
 * ROUGE-N F1 of two texts: runs of `size` lower-case words that both have, each counted as often as the rarer side has
 * it, without stemming (Lin, 2004).
 * @returns 0..1
 */
export function rougeN(candidate: string, reference: string, size: number): number {
  const left = runs(words(candidate), size);
  const right = runs(words(reference), size);
  if (left.length === 0 || right.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const run of right) counts.set(run, (counts.get(run) ?? 0) + 1);
  let common = 0;
  for (const run of left) {
    const there = counts.get(run) ?? 0;
    if (there === 0) continue;
    counts.set(run, there - 1);
    common++;
  }
  return (2 * common) / (left.length + right.length);
}

function runs(sequence: readonly string[], size: number): string[] {
  return Array.from({ length: Math.max(0, sequence.length - size + 1) }, (_, start) =>
    sequence.slice(start, start + size).join(' '),
  );
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
