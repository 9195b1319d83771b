import { seededRandom } from '../demo-newsroom/seeded-random.ts';
import type { AdFacts } from '../item.ts';

/** Characters of a title at most. */
export const longestAdTitle = 80;

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What a title is built of: the name by which the product goes, two selling points, the price. */
interface Pieces {
  readonly name: string;
  readonly brand: string;
  readonly price: string | undefined;
  readonly first: string;
  readonly second: string | undefined;
}

/** Forms of a title; null where a product lacks a piece. */
const patterns: readonly ((pieces: Pieces) => string | null)[] = [
  ({ name, first }) => `${name}: ${first}`,
  ({ name, first }) => `${capital(first)}: ${name}`,
  ({ name, first, second }) => second && `${name}: ${first}, ${second}`,
  ({ name, first, second }) => second && `${capital(first)}, ${second}: ${name}`,
  ({ name, price, first }) => price && `${name}, ${price}: ${first}`,
  ({ name, price, first }) => price && `${capital(first)}, ${price}: ${name}`,
  ({ name, brand, first }) => (name.includes(brand) ? null : `${name} by ${brand}: ${first}`),
  ({ brand, first, second }) => second && `${brand}: ${first}, ${second}`,
  ({ name, brand, price }) => price && !name.includes(brand) && `${name} from ${brand}, ${price}`,
] as ((pieces: Pieces) => string | null)[];

/**
 * Composes titles of a product from its facts alone, in varied forms: no word that the facts lack but "by" and "from".
 * @param seed the same seed gives the same titles
 */
export function composeAdTitles(facts: AdFacts, count: number, seed: string): string[] {
  const random = seededRandom(`${seed} ${facts.brand} ${facts.product ?? ''}`);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  const titles = new Set<string>();
  for (let attempt = 0; attempt < count * 8 && titles.size < count; attempt++) {
    const first = pick(facts.sellingPoints);
    const second =
      facts.sellingPoints.length > 1 ? pick(facts.sellingPoints.filter((point) => point !== first)) : undefined;
    // "Morning House coffee, 500 grams": the measure is no part of the name.
    const name = (facts.product ?? facts.brand).split(', ')[0]!;
    const title = pick(patterns)({ name, brand: facts.brand, price: facts.price, first, second });
    if (title && title.length <= longestAdTitle) titles.add(title);
  }
  return [...titles];
}
