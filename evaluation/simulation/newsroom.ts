import { between, normal, type SeededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import type { SimulationValues } from './parameters.ts';

export const dimensions = 64;
const dayMilliseconds = 86_400_000;

export interface SimulatedItem {
  readonly id: string;
  readonly topic: number;
  readonly words: number;
  /** Milliseconds since 1970. */
  readonly published: number;
  /** Relative number of readers it would draw by itself; heavy-tailed. */
  readonly popularity: number;
  /** Breaking news: it draws readers whatever their interests. */
  readonly breaking: boolean;
  /** Unit vector around its topic's direction. */
  readonly vector: Float32Array;
}

export interface SimulatedNewsroom {
  readonly topicNames: readonly string[];
  /** Unit vectors. */
  readonly directions: readonly Float32Array[];
  /** By time of publication. */
  readonly items: readonly SimulatedItem[];
  readonly byTopic: readonly (readonly SimulatedItem[])[];
  readonly start: number;
  readonly end: number;
}

/** Publishes items over the days and the week before, evenly over topics; the rest of an item's vector is its own. */
export function simulateNewsroom(values: SimulationValues, start: number, random: SeededRandom): SimulatedNewsroom {
  const end = start + values.days * dayMilliseconds;
  const directions = Array.from({ length: values.topics }, () => randomUnit(random));
  const breakingItems = Math.max(1, Math.round(values.surgeItemShare * values.items));
  const items = Array.from({ length: values.items }, (_, index): SimulatedItem => {
    const topic = Math.floor(random() * values.topics);
    const breaking = index < breakingItems;
    // Breaking news falls inside the log, and not so late that its readers would come after the end.
    const published = breaking
      ? between(random, start + dayMilliseconds / 2, end - 2 * dayMilliseconds)
      : between(random, start - 7 * dayMilliseconds, end);
    const own = randomUnit(random);
    return {
      id: `item-${String(index).padStart(6, '0')}`,
      topic,
      words: Math.max(20, Math.round(values.medianWords * Math.exp(0.6 * normal(random)))),
      published,
      popularity: Math.exp(0.8 * normal(random)),
      breaking,
      vector: unitOf(directions[topic]!.map((value, place) => value + values.itemSpread * own[place]!)),
    };
  }).sort((a, b) => a.published - b.published);
  const byTopic = directions.map((_, topic) => items.filter((item) => item.topic === topic));
  return { topicNames: directions.map((_, topic) => `topic ${topic + 1}`), directions, items, byTopic, start, end };
}

/**
 * An item of a topic (or of any) that is out at a time, the fresher and the more popular the likelier; undefined where
 * nothing is out that `unread` lets through.
 */
export function pickItem(
  newsroom: SimulatedNewsroom,
  topic: number | null,
  at: number,
  unread: (item: SimulatedItem) => boolean,
  random: SeededRandom,
): SimulatedItem | undefined {
  const shelf = topic === null ? newsroom.items : newsroom.byTopic[topic]!;
  const oldest = at - 7 * dayMilliseconds;
  let chosen: SimulatedItem | undefined;
  let sum = 0;
  for (let index = firstAfter(shelf, oldest); index < shelf.length && shelf[index]!.published <= at; index++) {
    const item = shelf[index]!;
    if (!unread(item)) continue;
    const weight = item.popularity * Math.exp((item.published - at) / (1.5 * dayMilliseconds));
    sum += weight;
    if (random() * sum < weight) chosen = item;
  }
  return chosen;
}

function firstAfter(items: readonly SimulatedItem[], time: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.published < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function randomUnit(random: SeededRandom): Float32Array {
  return unitOf(Float32Array.from({ length: dimensions }, () => normal(random)));
}

function unitOf(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
