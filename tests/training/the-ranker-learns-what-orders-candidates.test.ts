import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { chosenBy, fitPairwise, type RankedCandidate } from '../../training/headline/pairwise-ranker.ts';

type Part = 'tells' | 'misleads' | 'noise';
const parts: readonly Part[] = ['tells', 'misleads', 'noise'];

function articles(seed: string, count: number): RankedCandidate<Part>[][] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    // What differs between articles, not within one, must not be learnt.
    const easy = random();
    return Array.from({ length: 8 }, () => {
      const tells = random();
      return {
        parts: { tells, misleads: 1 - tells, noise: random() * 0.2 + easy * 0.8 },
        gain: 0.5 * easy + 0.4 * tells + 0.1 * random(),
        passes: random() < 0.7,
      };
    });
  });
}

describe('fitting the ranker', () => {
  const weights = fitPairwise(articles('train', 60), parts);
  const score = (row: Readonly<Record<Part, number>>) =>
    parts.reduce((sum, part) => sum + weights[part] * row[part], 0);

  it('gives weight to what orders candidates, none against a part’s name, little to noise', () => {
    expect(weights.tells).toBeGreaterThan(1);
    expect(weights.misleads).toBe(0);
    expect(weights.noise).toBeLessThan(weights.tells / 3);
  });

  it('chooses better than chance among what passes, on articles it has not seen', () => {
    const unseen = articles('test', 60);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const fitted = mean(unseen.map((candidates) => chosenBy(candidates, score).gain));
    const first = mean(unseen.map((candidates) => chosenBy(candidates, () => 0).gain));
    expect(fitted).toBeGreaterThan(first + 0.05);
    for (const candidates of unseen)
      if (candidates.some(({ passes }) => passes)) expect(chosenBy(candidates, score).passes).toBe(true);
  });

  it('stays at nothing when nothing differs', () => {
    const same = [[{ parts: { tells: 1, misleads: 0, noise: 0 }, gain: 0.5, passes: true }]];
    expect(fitPairwise(same, parts)).toEqual({ tells: 0, misleads: 0, noise: 0 });
  });
});
