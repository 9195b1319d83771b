import { between, normal, type SeededRandom, wholeBetween } from '../../datasets/demo-newsroom/seeded-random.ts';
import type { SimulationValues } from './parameters.ts';

/** A reader whose truth is known. */
export interface SimulatedReader {
  readonly userId: string;
  /** True share of each topic; sums to 1. */
  readonly interests: readonly number[];
  readonly wordsPerSecond: number;
  /** Hours of the day around which sessions begin. */
  readonly favouriteHours: readonly number[];
}

/** Two to five topics with shares from a flat Dirichlet, a speed, and one or two favourite hours. */
export function simulateReader(userId: string, values: SimulationValues, random: SeededRandom): SimulatedReader {
  const interests = new Array<number>(values.topics).fill(0);
  const wanted = Math.min(values.topics, wholeBetween(random, 2, 5));
  while (interests.filter((share) => share > 0).length < wanted) {
    interests[Math.floor(random() * values.topics)] = -Math.log(1 - random());
  }
  const sum = interests.reduce((total, share) => total + share, 0);
  return {
    userId,
    interests: interests.map((share) => share / sum),
    wordsPerSecond: (238 / 60) * Math.exp(values.readingSpeedSpread * normal(random)),
    favouriteHours: Array.from({ length: wholeBetween(random, 1, 2) }, () => between(random, 6, 23)),
  };
}

/** A topic by the reader's true shares. */
export function interestingTopic(reader: SimulatedReader, random: SeededRandom): number {
  let left = random();
  let last = 0;
  for (const [topic, share] of reader.interests.entries()) {
    if (share <= 0) continue;
    last = topic;
    left -= share;
    if (left < 0) break;
  }
  return last;
}

/** Seconds of a real reading: most of the text at the reader's own speed, seldom only its beginning, and a look around. */
export function readingSeconds(reader: SimulatedReader, words: number, random: SeededRandom): number {
  const share = Math.max(random(), random(), random() * 0.9);
  return (share * words) / reader.wordsPerSecond + between(random, 1, 4);
}
