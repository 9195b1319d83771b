import { describe, expect, it } from 'vitest';
import { drawByWeight } from '../../training/draw-by-weight.ts';
import { splitOf, splits } from '../../training/split.ts';

describe('drawing by weight', () => {
  const entries = Array.from({ length: 100 }, (_, index) => ({ index, weight: index < 10 ? 8 : 1 }));
  const timesOf = (drawn: readonly { index: number }[], index: number) =>
    drawn.filter((entry) => entry.index === index).length;

  it('gives each entry as often as its weight asks, never above the bound', () => {
    const drawn = drawByWeight(entries, ({ weight }) => weight, 120, 'a', 3);
    expect(drawn.length).toBe(120);
    for (let index = 0; index < 10; index++) expect(timesOf(drawn, index)).toBe(3);
    for (let index = 10; index < 100; index++) expect(timesOf(drawn, index)).toBe(1);
  });

  it('draws the same for the same seed, in shuffled order', () => {
    const draw = (seed: string) => drawByWeight(entries, () => 1, 100, seed).map(({ index }) => index);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
    expect(draw('a')).not.toEqual(draw('a').toSorted((left, right) => left - right));
  });

  it('gives no more than there is', () => {
    expect(drawByWeight(entries, () => 1, 1000, 'a', 3).length).toBe(300);
  });
});

describe('the split', () => {
  it('goes by the id alone, and leaves most to be taught', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `article-${index}`);
    const shares = splits.map((split) => ids.filter((id) => splitOf(id) === split).length / ids.length);
    expect(shares[0]).toBeCloseTo(0.86, 1);
    expect(shares[1]).toBeGreaterThan(0.05);
    expect(shares[2]).toBeGreaterThan(0.05);
  });
});
