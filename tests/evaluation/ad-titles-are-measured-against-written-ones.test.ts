import { describe, expect, it } from 'vitest';
import { type AdTitleReport, evaluateAdTitles } from '../../evaluation/ad-titles/evaluate-ad-titles.ts';
import { loadedAdapter, scriptedModels } from '../generators/scripted-models.ts';

const kettle = {
  id: 'kettle',
  facts: {
    brand: 'Brindle Works',
    product: 'Brindle kettle',
    price: '64 crowns',
    sellingPoints: ['boils a litre in three minutes', 'cordless base'],
  },
  titles: ['A cordless base for 64 crowns', 'Brindle kettle boils a litre in three minutes'],
};

function measured(lines: readonly string[], seeds: readonly number[] = [1]): Promise<AdTitleReport> {
  const { models } = scriptedModels(lines, [loadedAdapter({ name: 'ad-title', task: 'ad-title' })]);
  return evaluateAdTitles([kettle], models, { adapter: 'ad-title', candidates: lines.length, seeds });
}

describe('ad titles of a product with known titles', () => {
  it('are measured by the nearest of them, and by what all candidates add to the facts', async () => {
    const { n, arms, texts } = await measured([
      'Brindle kettle boils a litre in three minutes',
      'Brindle kettle lasts for twenty years',
    ]);
    expect(n).toBe(1);
    expect(texts[0]!.trained).toEqual(['Brindle kettle boils a litre in three minutes']);
    expect(arms.trained.rougeL.value).toBe(1);
    expect(arms.trained.factPass.value).toBe(1);
    expect(arms.trained.malformed.value).toBe(0);
    expect(arms.trained.candidatesAdd.value).toBe(0.5);
    expect(arms.trained.candidatesPass.value).toBe(0.5);
  });

  it('have no title of somebody’s to fall back on: where all add something, the best of them counts as not passing', async () => {
    const { arms, texts } = await measured([
      'Brindle kettle lasts for twenty years',
      'The cheapest kettle in the country',
    ]);
    expect(kettle.titles).not.toContain(texts[0]!.trained[0]);
    expect(arms.trained.factPass.value).toBe(0);
    expect(arms.trained.candidatesAdd.value).toBe(1);
  });

  it('put together by rule say nothing beyond the facts', async () => {
    const { arms, texts } = await measured(['Brindle kettle'], [1, 2, 3]);
    expect(texts[0]!.composed).toHaveLength(3);
    expect(arms.composed.factPass.value).toBe(1);
    expect(arms.composed.candidatesAdd.value).toBe(0);
  });
});
