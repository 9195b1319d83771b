import { describe, expect, it } from 'vitest';
import { loadTitledProducts } from '../../datasets/ad-titles/ad-titles.ts';
import { addFacts } from '../../datasets/ad-titles/added-facts.ts';
import { composeAdTitles, longestAdTitle } from '../../datasets/ad-titles/compose-ad-titles.ts';
import { loadDemoItems } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { analyseAdFacts, checkAdTitle } from '../../generators/facts/check-ad-title.ts';

const products = loadTitledProducts();

describe('hand-written ad titles', () => {
  it('say nothing beyond their product’s facts, in a line', async () => {
    expect(products.flatMap(({ titles }) => titles).length).toBeGreaterThanOrEqual(300);
    for (const { facts, titles } of products) {
      const analysed = await analyseAdFacts(facts);
      for (const title of titles) {
        expect({ title, label: checkAdTitle(title, analysed).label }).toEqual({ title, label: 'supported' });
        expect(title.length).toBeLessThanOrEqual(longestAdTitle);
      }
    }
  });

  it('are not the demo’s', () => {
    const brands = new Set(loadDemoItems().ads.map(({ facts }) => facts!.brand));
    expect(products.filter(({ facts }) => brands.has(facts.brand))).toEqual([]);
  });
});

describe('composed ad titles', () => {
  it('are built of the facts alone, the same for the same seed, and differ from one another', () => {
    for (const { facts } of products) {
      const titles = composeAdTitles(facts, 6, 'a');
      expect(titles).toEqual(composeAdTitles(facts, 6, 'a'));
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.length).toBeGreaterThanOrEqual(4);
      for (const title of titles) {
        expect(title.length).toBeLessThanOrEqual(longestAdTitle);
        const said = [facts.brand, facts.product, facts.price, ...facts.sellingPoints, 'by from']
          .join(' ')
          .toLowerCase();
        for (const word of title.toLowerCase().split(/[\s:,]+/)) expect(said).toContain(word);
      }
    }
  });
});

describe('an ad title with a fact added', () => {
  it('is refused by the check nearly always', async () => {
    let refused = 0;
    let all = 0;
    for (const { id, facts, titles } of products) {
      const analysed = await analyseAdFacts(facts);
      const others = products.filter((other) => other.id !== id).map((other) => other.facts);
      for (const { text } of addFacts(titles[0]!, facts, others, 'a')) {
        all++;
        if (checkAdTitle(text, analysed).label !== 'supported') refused++;
      }
    }
    expect(all).toBeGreaterThan(200);
    expect(refused / all).toBeGreaterThan(0.9);
  });
});
