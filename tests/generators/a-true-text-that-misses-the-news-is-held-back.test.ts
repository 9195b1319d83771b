import { expect, it } from 'vitest';
import { leastSalience } from '../../generators/gate/gate-candidates.ts';
import { writeHeadlines } from '../../generators/headline/write-headlines.ts';
import { scriptedModels } from './scripted-models.ts';

const body = [
  'Sarnholm will build a bridge over the harbour for 40 million crowns, the council said on Monday.',
  'The bridge over the harbour opens in 2028 and the council will pay for the bridge by a toll.',
  'Critics of the bridge told the council that the harbour needs no bridge.',
  'The ferry kiosk sells liquorice and postcards.',
].join(' ');

async function written(...lines: string[]) {
  const { models } = scriptedModels(lines);
  const request = { profile: null, conditioning: 'none', seed: 1, candidates: lines.length } as const;
  const article = { title: 'Desk title', body, language: 'en' };
  const [result] = await writeHeadlines(article, [request], models, { lane: 'bulk', factGate: 0 });
  return result!.outcome;
}

it('a true aside gives way to the news, and the reason is kept with it', async () => {
  const outcome = await written(
    'Ferry kiosk sells liquorice and postcards',
    'Council will build a bridge over the harbour',
  );
  expect(outcome.text).toBe('Council will build a bridge over the harbour');
  const aside = outcome.candidates[0]!;
  expect(aside.verdict!.label).toBe('supported');
  expect(aside.scoreParts.salience).toBeLessThan(leastSalience);
  expect(aside.heldBack).toMatch(/misses the article's main news \(salience 0\.\d\d, needed/);
});

it('where there is nothing else the title stands, and says that it was for the salience', async () => {
  expect(await written('Ferry kiosk sells liquorice and postcards')).toMatchObject({
    text: 'Desk title',
    chosen: null,
    fallback: 'salience',
  });
});
