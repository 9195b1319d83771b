import { seededRandom } from '../datasets/demo-newsroom/seeded-random.ts';

/**
 * Draws `count` entries so that each comes as often as its weight asks, in shuffled order: where steps are few, seeing a
 * heavy row more often teaches more than seeing it once with a greater loss. An entry comes at least ⌊expected⌋ times.
 * @param mostTimes an entry comes at most so often; its weight beyond is shared by the others
 */
export function drawByWeight<Entry>(
  entries: readonly Entry[],
  weightOf: (entry: Entry) => number,
  count: number,
  seed: string,
  mostTimes = 3,
): Entry[] {
  const random = seededRandom(seed);
  const shares = sharesUpTo(entries.map(weightOf), Math.min(count, entries.length * mostTimes), mostTimes);
  // Systematic sampling: one random start, then a step of one through the sum of the shares.
  let reached = random();
  const drawn: Entry[] = [];
  let sum = 0;
  for (const [index, entry] of entries.entries()) {
    sum += shares[index]!;
    for (; reached < sum; reached += 1) drawn.push(entry);
  }
  for (let index = drawn.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [drawn[index], drawn[other]] = [drawn[other]!, drawn[index]!];
  }
  return drawn;
}

/** Expected times of each entry: in proportion to its weight, none above `most`, `count` in all. */
function sharesUpTo(weights: readonly number[], count: number, most: number): number[] {
  const capped = new Set<number>();
  for (;;) {
    const rest = weights.reduce((sum, weight, index) => sum + (capped.has(index) ? 0 : weight), 0);
    const scale = rest > 0 ? (count - capped.size * most) / rest : 0;
    const over = weights.flatMap((weight, index) => (!capped.has(index) && weight * scale > most ? [index] : []));
    if (over.length === 0) return weights.map((weight, index) => (capped.has(index) ? most : weight * scale));
    for (const index of over) capped.add(index);
  }
}
