import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobStore } from '../../src/store/job-store.ts';
import { findJob } from '../../src/store/jobs.ts';
import { saveProfile } from '../../src/store/profiles.ts';
import type { Store } from '../../src/store/store.ts';
import { begin, finish, resultFor } from './finished-work.ts';
import { click, headlineJob, openTestApi, seed, type TestApi } from './harness.ts';

const canary = 'canary-7f3a91';
let service: TestApi;
beforeAll(async () => {
  service = await openTestApi();
  await seed(service);
});
afterAll(() => service.close());

const post = async (audience: unknown) =>
  (await service.call('POST', '/v1/jobs', { body: headlineJob({ audience }) })).body.id as string;
const row = async (id: string) => (await findJob(service.store, 'default', id))!;

/** Every table of the store, with the rows in which a text stands. */
async function tablesWith(store: Store, text: string): Promise<string[]> {
  const { rows: tables } = await store.database.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'masthead'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await store.database.execute<{ hits: number }>(
      sql`select count(*)::integer as hits from ${sql.raw(`masthead.${name}`)} as whole where whole::text like ${`%${text}%`}`,
    );
    if (rows[0]!.hits > 0) found.push(name);
  }
  return found.sort();
}

test('a reader who is erased is gone from every table, and a receipt counts what went', async () => {
  await service.call('PUT', `/v1/users/${canary}`, { body: { consent: 'given', rules: ['no crime'] } });
  await service.call('POST', '/v1/events', {
    body: [click(canary, 'a1', { sessionId: `session of ${canary}` }), click(canary, 'a1', { kind: 'finish' })],
  });
  await saveProfile(service.store, 'default', {
    userId: canary,
    asOf: '2026-03-02T00:00:00Z',
    source: 'none',
    vector: null,
    interests: [],
    clock: [],
    confidence: 0,
    events: [],
    encoderSha256: '0'.repeat(64),
    denoiserVersion: '1',
  });
  await finish(service.store, await row(await post({ userId: canary })), 'Written for one');
  const shared = await post({ userIds: ['u1', canary] });
  await finish(service.store, await row(shared), 'Written for two');
  const waiting = await post({ userIds: [canary, 'u1'] });
  const alone = await post({ userIds: [canary] });
  const running = await post({ userIds: [canary, 'u1'] });
  const fence = await begin(service.store, running);
  expect(await tablesWith(service.store, canary)).toEqual(['events', 'jobs', 'profiles', 'results', 'users']);

  const receipt = await service.call('DELETE', `/v1/users/${canary}`);
  expect(receipt.body.erased).toEqual({
    events: 2,
    profiles: 1,
    interestCentres: 0,
    segments: 0,
    results: 2,
    jobs: 2,
    variants: 1,
  });
  expect(await tablesWith(service.store, canary)).toEqual([]);
  expect((await service.call('GET', `/v1/users/${canary}`)).status).toBe(404);
  expect((await service.call('DELETE', `/v1/users/${canary}`)).status).toBe(404);
  expect((await service.call('GET', `/v1/jobs/${alone}`)).status).toBe(404);

  // What was written for others stays.
  const { results } = (await service.call('GET', `/v1/jobs/${shared}/results`)).body;
  expect(results.map((result: { audience: unknown }) => result.audience)).toEqual([{ userId: 'u1' }]);

  // The worker that still holds the reader in memory can no longer write; the job runs again without them.
  const late = ['u1', canary].map((userId) => resultFor({ ...rowOf, id: running }, userId, 'Too late'));
  expect(await jobStore(service.store).completeJob(running, fence, late)).toBe(false);
  for (const id of [waiting, running]) {
    expect((await row(id)).input.audience).toEqual({ userIds: ['u1'] });
    await finish(service.store, await row(id), 'Written again');
  }
  expect(await tablesWith(service.store, canary)).toEqual([]);
});

const rowOf = {
  kind: 'headline',
  input: { ...headlineJob(), placement: 'default', conditioning: 'hybrid', seed: 1 },
} as never as NonNullable<Awaited<ReturnType<typeof findJob>>>;

test('nothing of a reader reaches the log', async () => {
  const name = 'canary-b04c55';
  await service.call('PUT', `/v1/users/${name}`, { body: {} });
  await service.call('POST', '/v1/events', { body: click(name, 'a1') });
  await service.call('POST', '/v1/events', { body: click(name, 'a1', { dwellSeconds: -1 }) });
  await service.call('GET', `/v1/users/${name}/profile?q=${name}`);
  await service.call('POST', '/v1/jobs', { body: headlineJob({ audience: { userId: name } }) });
  await service.call('GET', `/v1/jobs?cursor=${name}`);
  const broken = await openTestApi(
    {
      profileService: {
        profile: (_workspaceId, userId) =>
          Promise.reject(new Error(`no vector for user "${userId}" at params: ${userId}`)),
      },
    },
    service,
  );
  await broken.call('PUT', `/v1/users/${name}`, { body: {} });
  const failed = await broken.call('GET', `/v1/users/${name}/profile`);
  await broken.call('GET', `/v1/users/${name}`);
  expect(failed.status).toBe(500);
  expect(JSON.stringify(failed.body)).not.toContain(name);
  expect(service.log.length).toBeGreaterThan(5);
  expect(broken.log.join('')).toContain('request failed');
  expect([...service.log, ...broken.log].join('\n')).not.toContain(name);
});
