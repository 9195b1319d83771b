import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemoNewsroom } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import type { JobRequest } from '../../queues/job-contract.ts';
import { createClient, type MastheadClient } from '../../src/client/client.ts';
import { readConfiguration } from '../../src/configuration.ts';
import { createLogger } from '../../src/logging.ts';
import { type RunningMasthead, startMasthead } from '../../src/server/start-masthead.ts';

/** The real thing in one process: PGlite, queue, workers, both models, HTTP. */
const folder = mkdtempSync(join(tmpdir(), 'masthead-server-'));
const newsroom = loadDemoNewsroom();
const [article] = newsroom.articles;
let masthead: RunningMasthead;
let client: MastheadClient;

beforeAll(async () => {
  const configuration = readConfiguration({
    MASTHEAD_DATA_DIR: folder,
    PORT: '0',
    MASTHEAD_DEVICE: 'cpu',
    MASTHEAD_MODELS_DIR: process.env.MASTHEAD_MODELS_DIR,
  });
  masthead = await startMasthead(configuration, { api: true, workers: true }, { logger: createLogger('silent') });
  client = createClient({ url: masthead.url!, key: masthead.operatorKey });
  await client.items.send([...newsroom.articles, ...newsroom.olderItems, ...newsroom.ads]);
  await client.events.send(newsroom.events);
  await masthead.working;
}, 600_000);

afterAll(async () => {
  await masthead?.close(1000);
  rmSync(folder, { recursive: true, force: true });
});

async function written(job: JobRequest) {
  const { id } = await client.jobs.submit({ candidates: 2, ...job });
  const ended = await client.jobs.wait(id);
  expect(ended.error).toBeNull();
  expect(ended.state).toBe('done');
  return (await client.jobs.results(id)).results;
}

describe('from clicks to a checked headline', () => {
  it('gives each reader a result that says what was known, what was dropped and what bears the text out', async () => {
    const [ada, bela] = newsroom.users;
    const results = await written({
      kind: 'headline',
      itemId: article!.id,
      audience: { userIds: [ada!.id, bela!.id] },
    });
    expect(results).toHaveLength(2);
    for (const result of results) {
      expect(result.reader!.source).toBe('behaviour');
      expect(result.reader!.interests.length).toBeGreaterThan(0);
      expect(result.reader!.dropped.every(({ reasons }) => reasons.length > 0)).toBe(true);
      expect(result.reader!.softPrompt!.tokens).toBeGreaterThan(0);
      expect(article!.body!.slice(result.focus!.span.start, result.focus!.span.end)).toBe(result.focus!.text);
      expect(result.candidates).toHaveLength(2);
      if (result.fallback) expect(result.text).toBe(article!.title);
      else expect(result.verdict.label).toBe('supported');
    }
  });

  it('gives everyone the same text under one seed when nothing of a reader is used', async () => {
    const userIds = newsroom.users.slice(0, 3).map(({ id }) => id);
    const results = await written({
      kind: 'headline',
      itemId: article!.id,
      audience: { userIds },
      conditioning: 'none',
    });
    expect(new Set(results.map(({ candidates }) => candidates.map(({ text }) => text).join('|'))).size).toBe(1);
    expect(new Set(results.map(({ variantId }) => variantId)).size).toBe(1);
  });

  it('writes the same again for the same seed and reader', async () => {
    const job = {
      kind: 'headline',
      itemId: article!.id,
      audience: { userId: newsroom.users[0]!.id },
      seed: 7,
    } as const;
    const [first] = await written(job);
    const [second] = await written(job);
    expect(second!.candidates.map(({ text }) => text)).toEqual(first!.candidates.map(({ text }) => text));
  });

  it('marks a reader of whom nothing is known as cold, and still writes', async () => {
    await client.users.put({ id: 'stranger' });
    const [result] = await written({ kind: 'headline', itemId: article!.id, audience: { userId: 'stranger' } });
    expect(result!.cold).toBe(true);
    expect(result!.focus).toBeNull();
  });

  it('uses nothing of a reader who refused', async () => {
    const [ada] = newsroom.users;
    await client.users.put({ ...ada!, consent: 'refused' });
    const [result] = await written({ kind: 'headline', itemId: article!.id, audience: { userId: ada!.id } });
    await client.users.put(ada!);
    expect(result!.reader!.interests).toEqual([]);
    expect(result!.reader!.softPrompt).toBeNull();
  });

  it('lets an article in another script keep its own title, marked', async () => {
    const title = 'Νέα γέφυρα στον ποταμό';
    await client.items.send([
      {
        id: 'greek',
        kind: 'article',
        title,
        body: 'Η πόλη άνοιξε χθες μια νέα γέφυρα στον ποταμό, που κόστισε 12 εκατομμύρια. '.repeat(6),
      },
    ]);
    const [result] = await written({ kind: 'headline', itemId: 'greek', audience: { everybody: true } });
    expect(result!.text).toBe(title);
    expect(result!.fallback).toBe('language');
  });

  it('takes an article of 20,000 words', async () => {
    const body = Array.from({ length: 200 }, (_, index) => `${article!.body} Part ${index}.`)
      .join('\n')
      .split(/ +/)
      .slice(0, 20_000)
      .join(' ');
    await client.items.send([{ id: 'long', kind: 'article', title: 'A very long article', body }]);
    const [result] = await written({ kind: 'headline', itemId: 'long', audience: { everybody: true } });
    expect(result!.candidates).toHaveLength(2);
  });

  it('refuses a job for an article without a body, naming the field and the cure', async () => {
    const job = { kind: 'headline', itemId: newsroom.olderItems[0]!.id, audience: { everybody: true } } as const;
    await expect(client.jobs.submit(job)).rejects.toThrow(/itemId.*no body.*Send the item again/);
  });

  it('writes ad titles from nothing but the facts', async () => {
    const results = await written({
      kind: 'ad-title',
      itemId: newsroom.ads[0]!.id,
      audience: { userIds: newsroom.users.slice(0, 2).map(({ id }) => id) },
    });
    for (const result of results) {
      if (result.fallback) expect(result.text).toBe(newsroom.ads[0]!.title);
      else expect(result.verdict.claims.every(({ label }) => label === 'supported')).toBe(true);
    }
  });
});
