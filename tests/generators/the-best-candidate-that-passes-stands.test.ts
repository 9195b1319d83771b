import { describe, expect, it } from 'vitest';
import type { HeadlineRequest } from '../../generators/headline/headline-request.ts';
import { writeHeadlines } from '../../generators/headline/write-headlines.ts';
import { scriptedModels } from './scripted-models.ts';

const article = {
  title: 'Desk title of the bridge story',
  body: 'Sarnholm will build a bridge for 40 million crowns, Mayor Anna Lopez said on Monday. The bridge opens in 2028.',
  publishedAt: '2026-03-04T09:00:00Z',
  language: 'en',
};
const request: HeadlineRequest = { profile: null, conditioning: 'none', seed: 1, candidates: 3 };
const good = 'Sarnholm will build a bridge for 40 million crowns';
/** A workspace's own gate: who gives way to whom is asked here, not how sure the scorer is without its models. */
const options = { lane: 'bulk', factGate: 0.5 } as const;

async function written(lines: Parameters<typeof scriptedModels>[0], changed: Partial<typeof article> = {}) {
  const { models, requests } = scriptedModels(lines);
  const [result] = await writeHeadlines(
    { ...article, ...changed },
    [{ ...request, candidates: lines.length }],
    models,
    options,
  );
  return { outcome: result!.outcome, requests };
}

describe('of a reader’s candidates', () => {
  it('one that fails the check gives way to the next', async () => {
    const { outcome } = await written([
      'Sarnholm will build a bridge for 90 million crowns',
      'Quillhaven will build a bridge for 40 million crowns',
      good,
    ]);
    expect(outcome).toMatchObject({ text: good, chosen: 2, fallback: null });
    expect(outcome.verdict.label).toBe('supported');
    expect(outcome.candidates.map(({ verdict }) => verdict!.label)).toEqual([
      'contradicted',
      'not_verifiable',
      'supported',
    ]);
  });

  it('one that is unsound in form gives way too', async () => {
    const { outcome } = await written([
      { text: 'Sarnholm will build a bridge for', finish: 'length' },
      'Sarnholm bridge',
      good,
    ]);
    expect(outcome.chosen).toBe(2);
    expect(outcome.candidates[0]!.formFaults).toContain('cut off');
    expect(outcome.candidates[1]!.formFaults).toContain('too short');
  });

  it('the one with the highest score stands, and the score is the sum of its parts', async () => {
    const { outcome } = await written(['The bridge opens in 2028', good]);
    const scores = outcome.candidates.map(({ score }) => score);
    expect(outcome.chosen).toBe(scores.indexOf(Math.max(...scores)));
    for (const { scoreParts } of outcome.candidates)
      for (const part of Object.values(scoreParts)) {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(1);
      }
  });

  it.each([
    ['facts', ['Quillhaven will build a bridge for 90 million crowns', 'Keller says bridge opens in 2031']],
    ['form', ['Bridge', 'Here is a headline for the bridge story']],
  ])('if all fail in %s, the article’s own title stands, and says so', async (fallback, lines) => {
    const { outcome } = await written(lines);
    expect(outcome).toMatchObject({ text: article.title, chosen: null, fallback });
    expect(outcome.candidates).toHaveLength(lines.length);
  });

  it('an article in another language keeps its title without the model being asked', async () => {
    const { outcome, requests } = await written([good], {
      body: 'Die Stadt wird am Montag mit dem Bau einer neuen Brücke beginnen, die vierzig Millionen kosten soll und den Fluss quert.',
    });
    expect(outcome).toMatchObject({ text: article.title, chosen: null, fallback: 'language', candidates: [] });
    expect(requests).toEqual([]);
  });

  it('what stands only in the reader’s history costs a candidate its place', async () => {
    const { models } = scriptedModels(['Sarnholm will build a bridge with Elin Marsh', good]);
    const [result] = await writeHeadlines(
      article,
      [{ ...request, candidates: 2, historyTexts: ['Elin Marsh wins again'] }],
      models,
      options,
    );
    expect(result!.outcome.chosen).toBe(1);
    expect(result!.outcome.candidates[0]!.verdict!.claims.map(({ kind }) => kind)).toContain('leak');
  });
});
