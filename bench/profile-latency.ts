import { availableParallelism, loadavg } from 'node:os';
import { seededRandom } from '../datasets/demo-newsroom/seeded-random.ts';
import type { Item } from '../datasets/item.ts';
import { hashedAttention, hashHistory } from '../profiles/embedding/hashed-history.ts';
import { searchableHistory, searchHistory } from '../profiles/embedding/searched-history.ts';
import { unit } from '../profiles/interests/vector.ts';
import { centresOf } from '../profiles/living/interest-centres.ts';
import { LivingProfile } from '../profiles/living/living-profile.ts';
import type { StoredEvent } from '../profiles/profile.ts';
import { SegmentIndex } from '../profiles/segments/segment-index.ts';
import { buildSnapshot, profileOf } from '../profiles/snapshot.ts';

/**
 * How long a reader's update, the nearest segment, and a look into a long history take.
 * `tsx bench/profile-latency.ts [singleEvent] [nearestSegment] [longHistory]`; all, unless named
 */
const random = seededRandom('bench');
const dimensions = 384;
const direction = () => unit(Array.from({ length: dimensions }, () => random() - 0.5))!;

function percentiles(milliseconds: number[]): { runs: number; p50: number; p99: number; most: number } {
  const sorted = milliseconds.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { runs: sorted.length, p50: at(0.5), p99: at(0.99), most: sorted.at(-1)! };
}

/** Wall time, and the processor time of this process, which tells the same on a machine that others keep busy. */
function timed(runs: number, run: (index: number) => unknown) {
  const warm = Math.min(50, runs);
  for (let index = 0; index < warm; index++) run(-1 - index);
  const processor: number[] = [];
  const wall = Array.from({ length: runs }, (_, index) => {
    const before = process.cpuUsage();
    const begun = performance.now();
    run(index);
    const passed = performance.now() - begun;
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000);
    return passed;
  });
  return { wall: percentiles(wall), processor: percentiles(processor) };
}

async function singleEvent(history: number) {
  const items = Array.from(
    { length: 2000 },
    (_, index): Item => ({ id: `i${index}`, kind: 'article', title: `Report ${index} from the town`, wordCount: 300 }),
  );
  const vectors = new Map(items.map(({ id }) => [id, direction()]));
  const begin = Date.UTC(2026, 0, 1);
  const events = Array.from(
    { length: history + 1050 },
    (_, index): StoredEvent => ({
      id: `e${index}`,
      userId: 'u',
      itemId: `i${Math.floor(random() * items.length)}`,
      at: new Date(begin + index * 1_800_000 + random() * 1_700_000).toISOString(),
      kind: 'click',
      dwellSeconds: 15 + random() * 100,
    }),
  );
  const snapshot = await buildSnapshot({
    events,
    items,
    itemVectors: { vectorsOf: async () => vectors },
    encoderSha256: 'bench',
  });
  const first = events.slice(0, history);
  const centres = centresOf(
    profileOf({ userId: 'u', events: first }, snapshot, new Date(begin + 1e11).toISOString()),
    1,
  );
  const living = new LivingProfile({ userId: 'u' }, snapshot, centres);
  living.add(first);
  let next = history;
  return timed(1000, () => living.add([events[next++]!]));
}

function nearestSegment(readers: number) {
  const clusters = 32;
  const histogram = () => {
    const shares = new Float32Array(clusters);
    for (let part = 0; part < 3; part++) shares[Math.floor(random() * clusters)]! += 1 / 3;
    return shares;
  };
  const everyone = Array.from({ length: readers }, histogram);
  const begun = performance.now();
  const index = new SegmentIndex(everyone);
  const buildSeconds = (performance.now() - begun) / 1000;
  const asked = Array.from({ length: 5000 }, histogram);
  return {
    readers,
    segments: index.segments.length,
    buildSeconds,
    ...timed(5000, (run) => index.nearest(asked.at(run)!)),
  };
}

function longHistory(events: number) {
  // Readings of 2,000 items: the vectors are shared, as they are in a log.
  const items = Array.from({ length: 2000 }, direction);
  const vectors = Array.from({ length: events }, () => items[Math.floor(random() * items.length)]!);
  const weights = vectors.map(() => random());
  const articles = Array.from({ length: 200 }, direction);
  let begun = performance.now();
  const hashed = hashHistory(vectors, weights)!;
  const hashSeconds = (performance.now() - begun) / 1000;
  begun = performance.now();
  const searchable = searchableHistory(vectors, weights);
  const sketchSeconds = (performance.now() - begun) / 1000;
  return {
    events,
    hashing: { prepareSeconds: hashSeconds, ...timed(200, (run) => hashedAttention(hashed, articles.at(run)!)) },
    search: { prepareSeconds: sketchSeconds, ...timed(200, (run) => searchHistory(searchable, articles.at(run)!)) },
  };
}

const parts = {
  singleEvent: async () => ({ of100: await singleEvent(100), of1000: await singleEvent(1000) }),
  nearestSegment: async () => nearestSegment(1_000_000),
  longHistory: async () => [longHistory(1000), longHistory(100_000)],
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: choose among ${Object.keys(parts).join(', ')}, or all`);
const figures: Record<string, unknown> = { cores: availableParallelism(), load: loadavg()[0], unit: 'ms' };
for (const [name, measure] of Object.entries(parts))
  if (asked.length === 0 || asked.includes(name)) figures[name] = await measure();
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
