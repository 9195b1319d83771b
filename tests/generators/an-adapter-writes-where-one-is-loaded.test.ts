import { describe, expect, it } from 'vitest';
import { writeAdTitles } from '../../generators/ad-title/write-ad-titles.ts';
import { AdapterChoiceError, adapterFor } from '../../generators/adapter-choice.ts';
import type { HeadlineRequest } from '../../generators/headline/headline-request.ts';
import { writeHeadlines } from '../../generators/headline/write-headlines.ts';
import { loadedAdapter, partText, readerOf, scriptedModels } from './scripted-models.ts';

const article = {
  title: 'Desk title of the bridge story',
  body: 'Sarnholm will build a bridge for 40 million crowns, Mayor Anna Lopez said on Monday. Ferries across the harbour will stop in 2028.',
  language: 'en',
};
const good = 'Sarnholm will build a bridge for 40 million crowns';
const ours = loadedAdapter({ name: 'ours', version: '1', fileSha256: 'b'.repeat(64) });
const headline = loadedAdapter();
const ads = loadedAdapter({ name: 'ad-title', task: 'ad-title' });

async function write(
  adapters: Parameters<typeof scriptedModels>[1],
  changes: Partial<HeadlineRequest> = {},
  adapter?: string | null,
) {
  const { models, requests } = scriptedModels([good], adapters);
  const request: HeadlineRequest = { profile: null, conditioning: 'none', seed: 1, candidates: 3, ...changes };
  // A workspace's own gate: the scorer has none of its models here, and is less sure without them.
  const options = { lane: 'bulk', factGate: 0.5, ...(adapter !== undefined && { adapter }) } as const;
  const [written] = await writeHeadlines(article, [request], models, options);
  const rows = requests[0]!.rows;
  return { outcome: written!.outcome, rows, prefix: requests[0]!.prefix, said: rows[0]!.tail.map(partText).join('') };
}

describe('a headline', () => {
  it('is asked of the task’s own adapter behind its task tokens, without an instruction in words', async () => {
    const { rows, said, outcome } = await write([ours, headline, ads]);
    expect(rows.map(({ adapter }) => adapter)).toEqual(['headline', 'headline', 'headline']);
    expect(said).toBe('\n\n‹2›\nassistant\nTitle:');
    expect(outcome.text).toBe(good);
    expect(outcome.provenance).toMatchObject({ adapter: 'headline@3', adapterSha256: 'f'.repeat(64), taskTail: '1' });
  });

  it('is asked of the model as it is where no adapter is loaded for it, or none is wanted', async () => {
    for (const { rows, said, outcome, prefix } of [
      await write([]),
      await write([ads]),
      await write([headline], {}, 'none'),
      await write([headline], {}, null),
    ]) {
      expect(rows.every(({ adapter }) => adapter === undefined)).toBe(true);
      expect(said).toContain('Write a title');
      expect(outcome.provenance).not.toHaveProperty('adapter');
      expect(prefix).toEqual((await write([headline])).prefix);
    }
  });

  it('is asked of the adapter that is named', async () => {
    const { rows, outcome } = await write([headline, ours], {}, 'ours');
    expect(rows[0]!.adapter).toBe('ours');
    expect(outcome.provenance).toMatchObject({ adapter: 'ours@1', adapterSha256: 'b'.repeat(64) });
  });

  it('is given the reader’s focus and soft tokens between task tokens and cue', async () => {
    const profile = await readerOf('ferries', 'Ferries across the harbour will stop in 2028');
    const { said } = await write([headline], { profile, conditioning: 'focus' });
    expect(said).toBe('\n\n‹2› Stress this: Ferries across the harbour will stop in 2028.\nassistant\nTitle:');
    const { rows } = await write([headline], { profile, conditioning: 'soft-prompt' });
    const [opening, tokens, before, soft, end] = rows[0]!.tail;
    expect([opening, tokens, before, end].map((part) => partText(part!))).toEqual([
      '\n\n',
      '‹2›',
      ' The reader likes',
      '.\nassistant\nTitle:',
    ]);
    expect(soft).toHaveProperty('embeddings');
  });

  it('for interests in words, which no adapter has learnt to read, is asked of the model as it is', async () => {
    const profile = await readerOf('ferries', 'Ferries across the harbour will stop in 2028');
    const { rows, said } = await write([headline], { profile, conditioning: 'text' });
    expect(rows[0]!.adapter).toBeUndefined();
    expect(said).toContain('The reader likes ferries.');
  });
});

it('an ad’s title is written whole by its adapter, and begun with the product’s name without', async () => {
  const ad = {
    title: 'Own title',
    facts: { brand: 'Nordlys', product: 'Nordlys lamp', sellingPoints: ['dims to 1 %'] },
  };
  const request: HeadlineRequest = { profile: null, conditioning: 'none', seed: 1, candidates: 2 };
  for (const [adapters, cue, line] of [
    [[ads], '\n\n‹2›\nassistant\nAd title:', 'Nordlys lamp that dims to 1 %'],
    [[], 'Ad title: Nordlys lamp:', 'dims to 1 %'],
  ] as const) {
    const { models, requests } = scriptedModels([line], adapters);
    const [written] = await writeAdTitles(ad, [request], models, { lane: 'bulk' });
    expect(requests[0]!.rows[0]!.adapter).toBe(adapters[0]?.name);
    expect(requests[0]!.rows[0]!.tail.map(partText).join('').endsWith(cue)).toBe(true);
    expect(written!.outcome.candidates[0]!.text).toMatch(/^Nordlys lamp/);
    expect(written!.outcome.text).toMatch(/dims to 1 %$/);
  }
});

describe('a choice that can’t serve is refused with the names that can', () => {
  const models = { adapters: [headline, ours, ads, loadedAdapter({ name: 'old', promptVersion: '0' })] };
  it.each([
    ['poems', 'No adapter poems is loaded. For headline name one of: headline, ours, none.'],
    ['ad-title', 'Adapter ad-title writes for the task ad-title, not headline.'],
    ['old', 'Adapter old was trained with layout 0; this is layout 1.'],
  ])('%s', (name, message) => {
    expect(() => adapterFor('headline', models, name)).toThrow(AdapterChoiceError);
    expect(() => adapterFor('headline', models, name)).toThrow(message);
  });
});
