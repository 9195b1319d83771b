import type { Item } from '../item.ts';
import { type SeededRandom, weightedChoice } from './seeded-random.ts';

const day = 86_400_000;

/** What can be read: the items, and the sub-topic of each. */
export interface Library {
  readonly items: readonly Item[];
  readonly topicOf: ReadonlyMap<string, string>;
  readonly categoryOfTopic: ReadonlyMap<string, string>;
}

export interface Visit {
  readonly library: Library;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Ids of what the reader has opened before. */
  readonly seen: ReadonlySet<string>;
  readonly interests: ReadonlyMap<string, number>;
  readonly purpose: 'interest' | 'curiosity' | 'bounce';
  readonly topicWanted: string;
}

/** What the reader opens: fresh items first, by purpose. Undefined when nothing is left. */
export function chooseItem(visit: Visit, random: SeededRandom): Item | undefined {
  const { library, at, seen, interests, purpose, topicWanted } = visit;
  const sections = new Set([...interests.keys()].map((topic) => library.categoryOfTopic.get(topic)!));
  return weightedChoice(random, library.items, (item) => {
    const age = at - Date.parse(item.publishedAt!);
    if (age < 0 || seen.has(item.id)) return 0;
    // The full articles are there to be written for, so few of them have been read.
    const freshness = Math.exp(-age / (5 * day)) * (item.body ? 0.02 : 1) + 1e-4;
    const topic = library.topicOf.get(item.id)!;
    if (purpose === 'bounce') return sections.has(item.category!) ? 0 : freshness;
    if (purpose === 'curiosity') return interests.has(topic) ? 0 : freshness;
    if (topic === topicWanted) return freshness;
    // Where the wanted topic is read out, other interests, then its section's other topics, come next.
    if (interests.has(topic)) return 0.01 * freshness;
    return item.category === library.categoryOfTopic.get(topicWanted) ? 0.0005 * freshness : 0;
  });
}
