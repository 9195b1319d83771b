import { describe, expect, it } from 'vitest';
import { shippedScorer } from '../../generators/facts/score/shipped-scorer.ts';
import type { HeadlineRequest } from '../../generators/headline/headline-request.ts';
import { passes, writeHeadlines } from '../../generators/headline/write-headlines.ts';
import type { ScoringRequest } from '../../models/language-model.ts';
import { candidateReason } from '../../src/review/candidate-reasons.ts';
import { readerOf, scriptedModels } from './scripted-models.ts';

const article = {
  title: 'Desk title of the bridge story',
  body: 'Sarnholm will build a bridge for 40 million crowns, Mayor Anna Lopez said on Monday. The bridge opens in 2028.',
  publishedAt: '2026-03-04T09:00:00Z',
  language: 'en',
};
const request: HeadlineRequest = { profile: null, conditioning: 'none', seed: 1, candidates: 9 };
/** Nine true texts in other words. */
const lines = [
  'Sarnholm will build a bridge',
  'Sarnholm will build a bridge for 40 million crowns',
  'Sarnholm bridge opens in 2028',
  'Anna Lopez says Sarnholm will build a bridge',
  'Mayor Anna Lopez says bridge opens in 2028',
  'Bridge of Sarnholm opens in 2028',
  'Sarnholm will build for 40 million crowns',
  'The bridge opens in 2028',
  'Mayor says Sarnholm will build a bridge',
];

/** Models as scripted, whose scorer knows the language model's file, and what the scorer read of it. */
function countingModels() {
  const { models, requests } = scriptedModels(lines);
  const { languageModelSha256: fileSha256 } = shippedScorer.madeWith;
  const read: string[] = [];
  const languageModel = {
    ...models.languageModel,
    identity: { ...models.languageModel.identity, fileSha256 },
    score: async (asked: ScoringRequest) => {
      read.push(...asked.rows.map(({ continuation }) => models.languageModel.tokenizer.decode(continuation)));
      return asked.rows.map(({ continuation }) => new Float32Array(continuation.length).fill(-0.1));
    },
  };
  return { models: { ...models, languageModel }, requests, read };
}

/** The lines that the rules let stand: more than are scored at once. */
async function standingTexts(): Promise<string[]> {
  const { models, read } = countingModels();
  await writeHeadlines(article, [request], models, { lane: 'bulk', factGate: 0, everyPart: true });
  const standing = lines.filter((text) => times(read, text) > 1);
  expect(standing.length).toBeGreaterThan(5);
  return standing;
}

const times = (read: readonly string[], text: string) => read.filter((one) => one.trim() === text).length;

describe('of candidates that the rules let stand', () => {
  it('those behind one that passes are not scored, and say so', async () => {
    const { models, read } = countingModels();
    const standing = await standingTexts();
    const [written] = await writeHeadlines(article, [request], models, { lane: 'bulk', factGate: 0 });
    const { candidates, chosen } = written!.outcome;
    const ordered = candidates.filter(({ text }) => standing.includes(text)).sort((a, b) => b.score - a.score);
    expect(candidates[chosen!]).toBe(ordered[0]);
    expect(ordered.filter(({ text }) => times(read, text) > 0)).toEqual(ordered.slice(0, 4));
    for (const other of ordered.slice(4)) {
      expect(passes(other)).toBe(false);
      expect(candidateReason(other, candidates[chosen!]!)).toMatch(/not scored/);
    }
  });

  it('all are scored before the title stands', async () => {
    const { models, read } = countingModels();
    const [written] = await writeHeadlines(article, [request], models, { lane: 'bulk', factGate: 1.1 });
    expect(written!.outcome).toMatchObject({ chosen: null, fallback: 'facts' });
    for (const text of await standingTexts()) expect(times(read, text), text).toBeGreaterThan(0);
  });

  it('the one that stands is the one that stands when all are scored', async () => {
    for (const factGate of [0, 0.3, 0.6, 0.9]) {
      const [lazy] = await writeHeadlines(article, [request], countingModels().models, { lane: 'bulk', factGate });
      const everyPart = { lane: 'bulk', factGate, everyPart: true } as const;
      const [whole] = await writeHeadlines(article, [request], countingModels().models, everyPart);
      expect(lazy!.outcome.text).toBe(whole!.outcome.text);
      expect(lazy!.outcome.chosen).toBe(whole!.outcome.chosen);
    }
  });
});

describe('readers of one article', () => {
  it('who are told nothing of themselves are written once and scored once, and each gets the whole outcome', async () => {
    const { models, requests, read } = countingModels();
    const written = await writeHeadlines(article, [request, request, { ...request, seed: 2 }], models, {
      lane: 'bulk',
      factGate: 0,
    });
    expect(requests[0]!.rows).toHaveLength(2 * lines.length);
    const [one, two, three] = written.map(({ outcome }) => outcome);
    expect(two).toEqual(one);
    expect(three!.candidates[0]!.seed).not.toBe(one!.candidates[0]!.seed);
    // Behind the article and alone.
    expect(times(read, one!.text)).toBe(2);
  });

  it('whose soft tokens differ are each written', async () => {
    const { models, requests } = countingModels();
    const profiles = [await readerOf('bridge', 'bridge'), await readerOf('crowns', 'crowns')];
    const asked = profiles.map((profile) => ({ ...request, profile, conditioning: 'soft-prompt' as const }));
    await writeHeadlines(article, asked, models, { lane: 'bulk', factGate: 0 });
    expect(requests[0]!.rows).toHaveLength(2 * lines.length);
  });
});
