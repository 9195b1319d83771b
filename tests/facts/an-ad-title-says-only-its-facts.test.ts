import { describe, expect, it } from 'vitest';
import { analyseAdFacts, checkAdTitle } from '../../generators/facts/check-ad-title.ts';

const facts = {
  brand: 'Gannet Outfitters',
  product: 'Squall raincoat',
  price: '1,190 crowns',
  sellingPoints: ['made of 86 per cent recycled fishing nets', 'free repairs for ten years', 'five colours'],
};
const check = async (text: string) => checkAdTitle(text, await analyseAdFacts(facts));

describe('an ad title says only its facts', () => {
  it.each([
    'Squall raincoat by Gannet Outfitters for 1,190 crowns',
    'Gannet raincoat: 86% recycled fishing nets, repaired for 10 years',
    'Five colours, free repairs: the Squall raincoat',
    'Discover the Gannet Outfitters raincoat',
  ])('%s', async (text) => {
    expect((await check(text)).claims.filter(({ label }) => label !== 'supported')).toEqual([]);
  });

  it.each([
    ['Squall raincoat for 990 crowns', '990 crowns'],
    ['Gannet raincoat made of 100% recycled nets', '100%'],
    ['Squall raincoat by Petrel Outfitters', 'Petrel Outfitters'],
    ['Warm raincoat by Gannet Outfitters', 'Warm'],
    ['The best raincoat by Gannet Outfitters', 'best'],
    ['Guaranteed dry: the Squall raincoat', 'Guaranteed'],
    ['Squall, the No. 1 raincoat', 'No. 1'],
    ['Squall raincoat in seven colours', 'seven'],
  ])('not: %s', async (text, said) => {
    const verdict = await check(text);
    expect(verdict.label).not.toBe('supported');
    const wrong = verdict.claims.filter(({ label }) => label !== 'supported');
    expect(wrong.map(({ textSpan }) => text.slice(textSpan.start, textSpan.end))).toContain(said);
  });

  it('lets the facts make a superlative themselves', async () => {
    expect((await check('Gannet Outfitters: free repairs')).label).toBe('supported');
  });
});
