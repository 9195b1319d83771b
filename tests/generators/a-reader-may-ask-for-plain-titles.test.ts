import { describe, expect, it } from 'vitest';
import { writeAdTitles } from '../../generators/ad-title/write-ad-titles.ts';
import { plainTitleFaults } from '../../generators/form/plain-title.ts';
import { writeHeadlines } from '../../generators/headline/write-headlines.ts';
import { readerEvidence } from '../../queues/handlers/reader-evidence.ts';
import { readerOf, scriptedModels } from './scripted-models.ts';

const article = {
  title: 'Desk title of the bridge story',
  body: 'Sarnholm will build a bridge for 40 million crowns, Mayor Anna Lopez said on Monday. The bridge opens in 2028.',
  publishedAt: '2026-03-04T09:00:00Z',
  language: 'en',
};
const teaser = 'Why Sarnholm will build a bridge for 40 million crowns';
const plain = 'Sarnholm will build a bridge for 40 million crowns';

async function headlineFor(rules: readonly string[]) {
  const { models } = scriptedModels([teaser, plain]);
  const profile = { ...(await readerOf('bridge', 'a bridge is built')), rules };
  // A workspace's own gate: the scorer has none of its models here, and is less sure without them.
  const options = { lane: 'bulk', factGate: 0.5 } as const;
  const requests = [{ profile, conditioning: 'none', seed: 1, candidates: 2 }] as const;
  const [written] = await writeHeadlines(article, requests, models, options);
  return { outcome: written!.outcome, evidence: readerEvidence(profile, null, written!.outcome.text) };
}

describe('a reader who asks for plain titles', () => {
  it('is given a headline that teases with nothing, and the result says that the rule was kept', async () => {
    const { outcome, evidence } = await headlineFor(['plain titles']);
    expect(outcome).toMatchObject({ text: plain, fallback: null });
    expect(outcome.candidates[0]!.formFaults).toEqual(['not plain: teaser']);
    expect(outcome.candidates[1]!.formFaults).toEqual([]);
    expect(evidence.rules).toEqual([{ rule: 'plain titles', asks: 'plainTitles', itemsLeftOut: 0, kept: true }]);
  });

  it('changes nothing for those who do not ask', async () => {
    const { outcome, evidence } = await headlineFor(['no crime']);
    expect(outcome.candidates.every(({ formFaults }) => formFaults.length === 0)).toBe(true);
    expect(evidence.rules).toEqual([{ rule: 'no crime', asks: 'without', itemsLeftOut: 0, kept: null }]);
  });

  it('is obeyed in ad titles too', async () => {
    const { models } = scriptedModels(['waterproof to 30 metres!', 'waterproof to 30 metres']);
    const profile = { ...(await readerOf('swimming', 'a swimmer')), rules: ['only plain headlines please'] };
    const facts = { brand: 'Norrsund', product: 'Norrsund Tide', sellingPoints: ['waterproof to 30 metres'] };
    const [written] = await writeAdTitles(
      { title: 'Norrsund Tide', facts, language: 'en' },
      [{ profile, conditioning: 'none', seed: 1, candidates: 2 }],
      models,
      { lane: 'bulk' },
    );
    const [loud, quiet] = written!.outcome.candidates;
    expect(loud!.formFaults).toContain('not plain: exclamation');
    expect(quiet!.formFaults).not.toContain('not plain: exclamation');
    expect(plainTitleFaults(written!.outcome.text)).toEqual([]);
  });
});

it.each([
  ['Council approves a new ferry', []],
  ['Is the ferry safe?', ['not plain: question']],
  ['You will not believe this ferry', ['not plain: address of the reader']],
  ['Mayor slams the stunning ferry plan…', ['not plain: trailing off', 'not plain: loaded word']],
  ['Whatever happens, the ferry sails', []],
])('“%s” is judged by what it does', (title, faults) => {
  expect(plainTitleFaults(title)).toEqual(faults);
});
