import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey, ensureApiKey, findApiKey, listApiKeys, revokeApiKey } from '../../src/store/api-keys.ts';
import { eventId, eventsOfItems, eventsOfUser, insertEvents } from '../../src/store/events.ts';
import { findItem, findItems, listItems, upsertItems } from '../../src/store/items.ts';
import { listJobs } from '../../src/store/jobs.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { IdempotencyConflict, submitBatch, submitJob } from '../../src/store/submit-jobs.ts';
import { findUser, listUsers, unknownUsers, upsertUsers } from '../../src/store/users.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import { headline } from '../queues/harness.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDirectory: 'memory://' });
  await ensureWorkspace(store, { id: 'one' });
  await ensureWorkspace(store, { id: 'two' });
});
afterAll(() => store.close());

test('an event sent twice is one event, whether the caller named it or not', async () => {
  const event = {
    userId: 'u1',
    itemId: 'a1',
    at: '2026-01-01T08:00:00.123Z',
    kind: 'click' as const,
    dwellSeconds: 12.5,
  };
  const inAnotherZone = { ...event, at: '2026-01-01T09:00:00.123+01:00' };
  const named = { ...event, id: 'mine' };
  expect(eventId(inAnotherZone)).toBe(eventId(event));
  const first = await insertEvents(store, 'one', [event, inAnotherZone, named]);
  expect(first.inserted).toBe(2);
  expect(first.ids).toEqual([eventId(event), eventId(event), 'mine']);
  expect((await insertEvents(store, 'one', [named, event])).inserted).toBe(0);
  const kept = await eventsOfUser(store, 'one', 'u1');
  expect(kept).toContainEqual({ ...event, id: eventId(event) });
  expect(kept).toHaveLength(2);
  expect(await eventsOfUser(store, 'two', 'u1')).toEqual([]);
});

test('events come oldest first and no later than asked', async () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 1, 1, hour)).toISOString();
  const given = [5, 1, 3].map((hour) => ({ userId: 'u2', itemId: 'timed', at: at(hour), kind: 'click' as const }));
  await insertEvents(store, 'one', given);
  const until = await eventsOfUser(store, 'one', 'u2', { until: new Date(at(3)) });
  expect(until.map((event) => event.at)).toEqual([at(1), at(3)]);
  expect((await eventsOfItems(store, 'one', ['timed'], { since: new Date(at(3)) })).map((event) => event.at)).toEqual([
    at(3),
    at(5),
  ]);
});

test('ten thousand events go in at once', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    userId: `many${index % 100}`,
    itemId: `a${index}`,
    at: '2026-01-05T00:00:00Z',
    kind: 'impression' as const,
  }));
  expect((await insertEvents(store, 'two', many)).inserted).toBe(10_000);
});

test('a user first seen in an event is known, and what is told later counts', async () => {
  expect(await unknownUsers(store, 'one', ['nobody', 'u1', 'noone'])).toEqual(['nobody', 'noone']);
  expect(await findUser(store, 'one', 'u1')).toEqual({ id: 'u1', consent: 'unknown', ageBand: 'unknown', rules: [] });
  const told = { id: 'u1', consent: 'refused' as const, ageBand: 'adult' as const, rules: ['no crime'] };
  await upsertUsers(store, 'one', [told]);
  await insertEvents(store, 'one', [{ userId: 'u1', itemId: 'a9', at: '2026-01-09T00:00:00Z', kind: 'click' }]);
  expect(await findUser(store, 'one', 'u1')).toEqual(told);
});

test('a changed text is a new version, a changed category is not, and the old version stays readable', async () => {
  const item = {
    id: 'i1',
    kind: 'article' as const,
    title: 'Bridge opens',
    body: 'It opened on Monday.',
    category: 'Local',
  };
  expect(await upsertItems(store, 'one', [item])).toEqual([{ id: 'i1', version: 1, outcome: 'created' }]);
  expect(await upsertItems(store, 'one', [item])).toEqual([{ id: 'i1', version: 1, outcome: 'unchanged' }]);
  const moved = { ...item, category: 'Region', publishedAt: '2026-01-01T00:00:00.000Z' };
  expect((await upsertItems(store, 'one', [moved]))[0]?.outcome).toBe('unchanged');
  expect(await findItem(store, 'one', 'i1')).toEqual({ ...moved, version: 1 });
  const corrected = { ...moved, body: 'It opened on Tuesday.' };
  expect((await upsertItems(store, 'one', [corrected]))[0]).toEqual({ id: 'i1', version: 2, outcome: 'new-version' });
  expect(await findItem(store, 'one', 'i1')).toEqual({ ...corrected, version: 2 });
  expect((await findItem(store, 'one', 'i1', 1))?.body).toBe('It opened on Monday.');
  expect((await findItems(store, 'one', ['i1', 'nothing'])).size).toBe(1);
  expect(await findItem(store, 'two', 'i1')).toBeNull();
});

test('an ad whose facts change has a new version', async () => {
  const ad = {
    id: 'ad1',
    kind: 'ad' as const,
    title: 'Kettle',
    facts: { brand: 'Orla', sellingPoints: ['boils fast'] },
  };
  await upsertItems(store, 'one', [ad]);
  const sameInAnotherOrder = { ...ad, facts: { sellingPoints: ['boils fast'], brand: 'Orla' } };
  expect((await upsertItems(store, 'one', [sameInAnotherOrder]))[0]?.outcome).toBe('unchanged');
  const cheaper = { ...ad, facts: { ...ad.facts, price: '19 euros' } };
  expect((await upsertItems(store, 'one', [cheaper]))[0]?.version).toBe(2);
});

test('two that write the same items at once agree on the versions', async () => {
  const texts = Array.from({ length: 12 }, (_, index) => `text ${index}`);
  await Promise.all(
    texts.map((body) => upsertItems(store, 'one', [{ id: 'raced', kind: 'article', title: 'T', body }])),
  );
  const versions = await Promise.all(texts.map((_, index) => findItem(store, 'one', 'raced', index + 1)));
  expect(versions.map((item) => item?.body).sort()).toEqual([...texts].sort());
});

test('a list is read page by page to its end', async () => {
  await upsertUsers(
    store,
    'two',
    Array.from({ length: 23 }, (_, index) => ({ id: `page${index}`, consent: 'given', ageBand: 'adult', rules: [] })),
  );
  const seen: string[] = [];
  for (let after: string | null = 'p'; after !== null; ) {
    const page: Awaited<ReturnType<typeof listUsers>> = await listUsers(store, 'two', { after, limit: 5 });
    seen.push(...page.rows.map((user) => user.id));
    after = page.next;
  }
  expect(seen).toHaveLength(23);
  expect(seen).toEqual([...seen].sort());
  expect((await listItems(store, 'one', { limit: 100, kind: 'ad' })).rows.map((item) => item.id)).toEqual(['ad1']);
});

test('jobs are listed newest first, and a batch keeps its order and its key', async () => {
  const inputs = Array.from({ length: 2500 }, (_, seed) => headline({ seed }));
  const { batch, jobIds, created } = await submitBatch(store, 'two', inputs, { idempotencyKey: 'batch' });
  expect(created).toBe(true);
  expect(await submitBatch(store, 'two', inputs, { idempotencyKey: 'batch' })).toMatchObject({
    created: false,
    batch: { id: batch.id },
    jobIds,
  });
  await expect(submitBatch(store, 'two', [headline()], { idempotencyKey: 'batch' })).rejects.toThrow(
    IdempotencyConflict,
  );
  const { job } = await submitJob(store, 'two', headline());
  const { rows } = await listJobs(store, 'two', { limit: 3 });
  expect(rows.map((row) => row.id)).toEqual([job.id, jobIds.at(-1), jobIds.at(-2)]);
  expect(rows[0]).toEqual(job);
});

test('a key opens its workspace until it is revoked, and its text is nowhere in the store', async () => {
  const { apiKey, secret } = await createApiKey(store, 'one', { role: 'write', label: 'import' });
  expect(await findApiKey(store, secret)).toEqual(apiKey);
  expect(await findApiKey(store, `${secret}x`)).toBeNull();
  expect(await ensureApiKey(store, 'one', { secret: 'from the environment', role: 'admin', label: 'first' })).toBe(
    true,
  );
  expect(await ensureApiKey(store, 'one', { secret: 'from the environment', role: 'admin', label: 'first' })).toBe(
    false,
  );
  const { rows } = await store.pool.query('select to_jsonb(k)::text as text from masthead.api_keys k');
  expect(rows.some((row) => row.text.includes(secret) || row.text.includes('from the environment'))).toBe(false);
  expect(await revokeApiKey(store, 'two', apiKey.id)).toBe(false);
  expect(await revokeApiKey(store, 'one', apiKey.id)).toBe(true);
  expect(await findApiKey(store, secret)).toBeNull();
  expect(await listApiKeys(store, 'one')).toHaveLength(2);
});
