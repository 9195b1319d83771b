/** Uniform numbers in [0, 1), the same sequence for the same seed on every machine. */
export type SeededRandom = () => number;

/** mulberry32 (T. Ettinger, public domain) over an FNV-1a hash of the seed's text. */
export function seededRandom(seed: string): SeededRandom {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal by Box and Muller. */
export function normal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Uniform in [low, high). */
export function between(random: SeededRandom, low: number, high: number): number {
  return low + (high - low) * random();
}

/** Whole number in low..high, both included. */
export function wholeBetween(random: SeededRandom, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

/** One of the choices with probability proportional to its weight; undefined when no weight is above 0. */
export function weightedChoice<T>(
  random: SeededRandom,
  choices: readonly T[],
  weight: (choice: T) => number,
): T | undefined {
  const weights = choices.map(weight);
  let left = random() * weights.reduce((sum, value) => sum + value, 0);
  let last: T | undefined;
  for (const [index, choice] of choices.entries()) {
    const value = weights[index]!;
    if (value <= 0) continue;
    last = choice;
    left -= value;
    if (left < 0) return choice;
  }
  return last;
}
