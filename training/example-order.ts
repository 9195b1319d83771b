import { seededRandom } from '../datasets/demo-newsroom/seeded-random.ts';

/** Batches among which tails of one length are gathered. */
const windowBatches = 16;

/**
 * Places of the examples of each batch of one pass: shuffled by seed and pass, then gathered by length within windows, so
 * that little is padded while the order stays random at large. The last batch may be short. The same arguments give the
 * same batches on every machine, so a run resumes where it stopped.
 */
export function passBatches(lengths: readonly number[], batch: number, seed: number, pass: number): number[][] {
  const random = seededRandom(`order ${seed} ${pass}`);
  const order = shuffled([...lengths.keys()], random);
  const batches: number[][] = [];
  for (let from = 0; from < order.length; from += batch * windowBatches) {
    const window = order.slice(from, from + batch * windowBatches);
    window.sort((one, other) => lengths[one]! - lengths[other]!);
    const gathered: number[][] = [];
    for (let at = 0; at < window.length; at += batch) gathered.push(window.slice(at, at + batch));
    batches.push(...shuffled(gathered, random));
  }
  return batches;
}

function shuffled<T>(items: T[], random: () => number): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
  return items;
}
