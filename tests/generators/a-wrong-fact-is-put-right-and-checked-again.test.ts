import { describe, expect, it } from 'vitest';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../../generators/facts/check-facts.ts';
import { repairsOf } from '../../generators/gate/repair.ts';
import { writeHeadlines } from '../../generators/headline/write-headlines.ts';
import { scriptedModels } from './scripted-models.ts';

const article = {
  title: 'Desk title of the bridge story',
  body:
    'Sarnholm will build a bridge for 40 million crowns, Mayor Anna Lopez said on Monday. The bridge opens in 2028. ' +
    'Quarry owner Henrik Dahl sells the stone.',
  publishedAt: '2026-03-04T09:00:00Z',
  language: 'en',
};

async function written(...lines: string[]) {
  const { models } = scriptedModels(lines);
  const request = { profile: null, conditioning: 'none', seed: 1, candidates: lines.length } as const;
  const [result] = await writeHeadlines(article, [request], models, { lane: 'bulk', factGate: 0.3 });
  return result!.outcome;
}

async function repairs(text: string) {
  const analysed = await analyseArticle(article);
  return repairsOf(text, checkFactsAgainst(text, null, analysed), analysed);
}

describe('a text with one wrong number or name', () => {
  it('gets the article’s own, is marked, and passes like any other text', async () => {
    const outcome = await written('Sarnholm will build a bridge for 90 million crowns');
    expect(outcome.text).toBe('Sarnholm will build a bridge for 40 million crowns');
    expect(outcome).toMatchObject({ chosen: 1, fallback: null });
    const mended = outcome.candidates[1]!;
    expect(mended.repaired).toMatchObject({ said: '90 million crowns', now: '40 million crowns' });
    expect(mended.verdict!.label).toBe('supported');
    const { start, end } = mended.repaired!.span;
    expect(mended.text.slice(start, end)).toBe('40 million crowns');
    // What was written is kept as it was.
    expect(outcome.candidates[0]!.text).toContain('90 million');
    expect(outcome.candidates[0]!.verdict!.label).not.toBe('supported');
  });

  it('gives way to a candidate that needs no repair, however it scores', async () => {
    const outcome = await written(
      'Sarnholm will build a bridge for 90 million crowns',
      'Bridge of Sarnholm opens in 2028',
    );
    expect(outcome).toMatchObject({ chosen: 1, text: 'Bridge of Sarnholm opens in 2028' });
    expect(outcome.candidates).toHaveLength(2);
  });

  it('proposes names of the sentence that tells the rest of it', async () => {
    const [first] = await repairs('Peter Quill says Sarnholm will build a bridge');
    expect(first?.now).toMatch(/Anna Lopez|Mayor Anna Lopez/);
  });
});

it('nothing is put right where more than one thing is wrong, or nothing is', async () => {
  expect(await repairs('Quillhaven will build a bridge for 90 million crowns')).toEqual([]);
  expect(await repairs('Sarnholm will build a bridge for 40 million crowns')).toEqual([]);
});

it('a repair that does not stand is not taken: the title stands', async () => {
  const outcome = await written('Keller says bridge opens in 2031');
  expect(outcome).toMatchObject({ chosen: null, text: article.title, fallback: 'facts' });
});
