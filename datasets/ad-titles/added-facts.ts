import { seededRandom } from '../demo-newsroom/seeded-random.ts';
import type { AdFacts } from '../item.ts';

export const addedFactKinds = ['point', 'number', 'superlative', 'price'] as const;
export type AddedFactKind = (typeof addedFactKinds)[number];

/** An ad title that says more than the facts, or other than they do. */
export interface AddedFact {
  readonly text: string;
  readonly kind: AddedFactKind;
  /** What was put in. */
  readonly planted: string;
}

/** Claims that no product of ours makes; each outbids others or promises the uncertain. */
const outbidding = [
  'the best of its kind',
  'cheapest in town',
  'guaranteed for life',
  'number one with experts',
  'unbeatable quality',
  'the only one you need',
];

const numbered = /\d[\d,.]*/u;

/**
 * Makes a true ad title say something that the facts do not: a selling point of another product, a changed number, a
 * superlative, another price. One of each kind where the title and the others allow it.
 * @param others facts of other products, to take points and prices from
 */
export function addFacts(title: string, facts: AdFacts, others: readonly AdFacts[], seed: string): AddedFact[] {
  const random = seededRandom(`${seed} ${title}`);
  const pick = <T>(choices: readonly T[]): T | undefined => choices[Math.floor(random() * choices.length)];
  const own = [facts.brand, facts.product ?? '', facts.price ?? '', ...facts.sellingPoints].join('\n').toLowerCase();
  const added: AddedFact[] = [];
  const append = (kind: AddedFactKind, planted: string | undefined) => {
    if (planted) added.push({ kind, planted, text: `${title}${title.includes(':') ? ', ' : ': '}${planted}` });
  };
  const points = others
    .flatMap(({ sellingPoints }) => sellingPoints)
    .filter((point) => !own.includes(point.toLowerCase()));
  append('point', pick(points));
  const number = numbered.exec(title);
  const value = Number(number?.[0].replaceAll(',', ''));
  if (number && Number.isFinite(value)) {
    const planted = String(Math.max(2, Math.round(value * pick([1.5, 2, 3])!)));
    const text = title.slice(0, number.index) + planted + title.slice(number.index + number[0].length);
    if (!own.includes(planted)) added.push({ kind: 'number', planted, text });
  }
  append('superlative', pick(outbidding));
  append('price', pick(others.flatMap(({ price }) => (price && !own.includes(price.toLowerCase()) ? [price] : []))));
  return added;
}
