import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../profiles/profile.ts';
import { createApiKey, findApiKey } from '../../src/store/api-keys.ts';
import { claimJob } from '../../src/store/claim-jobs.ts';
import { completeJob } from '../../src/store/complete-job.ts';
import { eventsOfUser, insertEvents } from '../../src/store/events.ts';
import { findCentres, saveCentres } from '../../src/store/interest-centres.ts';
import { findItemVectors, saveItemVectors } from '../../src/store/item-vectors.ts';
import { findItem, upsertItems } from '../../src/store/items.ts';
import { findJob } from '../../src/store/jobs.ts';
import { movedTables, moveStore } from '../../src/store/move.ts';
import { openStore } from '../../src/store/open-store.ts';
import { readOutbox } from '../../src/store/outbox.ts';
import { findProfile, saveProfile } from '../../src/store/profiles.ts';
import { listJobResults } from '../../src/store/results.ts';
import { decideEntry } from '../../src/store/review/decide.ts';
import { readersOfSegments, saveSnapshot } from '../../src/store/snapshots.ts';
import type { Store } from '../../src/store/store.ts';
import { submitBatch, submitJob } from '../../src/store/submit-jobs.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import { headline, resultFor } from '../queues/harness.ts';
import { type RealPostgresql, startPostgresql } from './real-postgresql.ts';

const server: RealPostgresql | null = await startPostgresql().catch((error: Error) => {
  console.warn(`skipped: moving the data, because PostgreSQL cannot be had here (${error.message})`);
  return null;
});

describe.skipIf(!server)('masthead store move', { timeout: 60_000 }, () => {
  let source: Store;
  let target: Store;
  beforeAll(async () => {
    source = await openStore({ dataDirectory: 'memory://' });
    target = await openStore({ dataDirectory: '', databaseUrl: await server!.newDatabase() });
  });
  afterAll(async () => {
    await source.close();
    await target.close();
    await server!.stop();
  });

  test('every table is carried over, or known to be left behind', async () => {
    const { rows } = await source.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'masthead' order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual([...movedTables, 'migrations', 'outbox'].sort());
  });

  test('what was in the folder is in PostgreSQL, and the jobs that waited wait there', async () => {
    await ensureWorkspace(source, { id: 'default', settings: { language: 'en' } });
    const { secret } = await createApiKey(source, 'default', { role: 'admin', label: 'first' });
    const events = Array.from({ length: 1203 }, (_, index) => ({
      userId: `u${index % 7}`,
      itemId: `a${index % 11}`,
      at: new Date(Date.UTC(2026, 0, 1) + index * 61_003).toISOString(),
      kind: 'click' as const,
      dwellSeconds: index / 7,
    }));
    await insertEvents(source, 'default', events);
    await upsertItems(source, 'default', [{ id: 'a1', kind: 'article', title: 'Ünïcode "quoted"', body: 'One' }]);
    await upsertItems(source, 'default', [{ id: 'a1', kind: 'article', title: 'Ünïcode "quoted"', body: 'Two' }]);
    const vector = Float32Array.from({ length: 384 }, (_, index) => Math.sin(index) / 3);
    await saveItemVectors(source, 'default', 'sha', [{ itemId: 'a1', itemVersion: 2, vector }]);
    const shares = Float32Array.of(0.25, 0.75);
    await saveSnapshot(source, 'default', emptySnapshot, {
      representatives: [{ userId: 'u1', segment: 0, shares }],
      readers: ['u1'],
      kept: 5,
    });
    const centre = { name: 'rivers', terms: [{ term: 'river', weight: 1 }], vector };
    await saveCentres(
      source,
      'default',
      'u1',
      { number: 1, centres: [centre] },
      { snapshot: 1, basis: 'b', events: 9, kept: 5 },
    );
    await saveProfile(source, 'default', emptyProfile('u1', vector));
    const done = (await submitJob(source, 'default', headline())).job;
    const claim = await claimJob(source, done.id, 'worker', 60_000);
    await completeJob(source, done.id, claim!.fence, [resultFor(claim!.job, 'Kept')]);
    await seedDesk(source, (await listJobResults(source, 'default', done.id))[0]!.variantId);
    const running = (await submitJob(source, 'default', headline())).job;
    await claimJob(source, running.id, 'worker', 60_000);
    const { jobIds } = await submitBatch(source, 'default', [headline(), headline()]);

    const moved = await moveStore(source, target);
    expect(moved.find((table) => table.table === 'events')).toEqual({ table: 'events', rows: 1203, inserted: 1203 });
    expect(moved.every((table) => table.rows === table.inserted && table.rows > 0)).toBe(true);

    expect(await findApiKey(target, secret)).toMatchObject({ role: 'admin' });
    expect(await eventsOfUser(target, 'default', 'u3')).toEqual(await eventsOfUser(source, 'default', 'u3'));
    expect(await findItem(target, 'default', 'a1', 1)).toEqual(await findItem(source, 'default', 'a1', 1));
    expect((await findItemVectors(target, 'default', 'sha', [{ id: 'a1', version: 2 }])).get('a1')).toEqual(vector);
    const { events: none, ...kept } = emptyProfile('u1', vector);
    expect(none).toEqual([]);
    expect((await findProfile(target, 'default', 'u1'))?.profile).toEqual(kept);
    expect(await readersOfSegments(target, 'default', 1)).toEqual([{ userId: 'u1', segment: 0, shares }]);
    expect((await findCentres(target, 'default', 'u1'))!.centres).toEqual([centre]);
    expect(await listJobResults(target, 'default', done.id)).toEqual(await listJobResults(source, 'default', done.id));
    expect(await findJob(target, 'default', done.id)).toEqual(await findJob(source, 'default', done.id));
    expect((await readOutbox(target, 10)).entries.map((entry) => entry.jobId)).toEqual(jobIds);
    expect((await findJob(target, 'default', running.id))!.leaseUntil!.getTime()).toBeLessThan(Date.now());
  });

  test('a second move adds what is new and repeats nothing', async () => {
    await insertEvents(source, 'default', [
      { userId: 'late', itemId: 'a1', at: '2026-02-01T00:00:00Z', kind: 'click' },
    ]);
    const moved = await moveStore(source, target);
    const inserted = Object.fromEntries(moved.map((table) => [table.table, table.inserted]));
    expect(inserted).toMatchObject({ events: 1, users: 1, jobs: 0, results: 0, items: 0 });
  });
});

/** Someone who signed in, and what they decided. */
async function seedDesk(store: Store, variantId: string): Promise<void> {
  const later = "now() + interval '1 day'";
  for (const statement of [
    `insert into masthead.editors (id, name, email) values ('e1', 'Ada', 'ada@example.org')`,
    `insert into masthead.editor_credentials (id, editor_id, account_id, provider_id) values ('c1', 'e1', 'e1', 'credential')`,
    `insert into masthead.editor_sessions (id, token, editor_id, expires_at) values ('s1', 't1', 'e1', ${later})`,
    `insert into masthead.editor_verifications (id, identifier, value, expires_at) values ('v1', 'i', 'v', ${later})`,
    `insert into masthead.memberships (workspace_id, editor_id, role) values ('default', 'e1', 'editor')`,
    `insert into masthead.desk_links (id, workspace_id, token_sha256, purpose, role, made_by, expires_at)
     values (gen_random_uuid(), 'default', 'x', 'invitation', 'editor', 'e1', ${later})`,
    `insert into masthead.secrets (name, value) values ('sessions', 'secret')`,
    `insert into masthead.review_bulk_approvals (id, workspace_id, actor, actor_name, rule, approved)
     values (gen_random_uuid(), 'default', 'editor:e1', 'Ada', '{}', 1)`,
    `update masthead.review_items set state = 'waiting'`,
  ])
    await store.pool.query(statement);
  await decideEntry(store, 'default', variantId, { id: 'editor:e1', name: 'Ada' }, { action: 'approve' }, 0);
}
const emptySnapshot = {
  contentId: 'c',
  asOf: new Date('2026-01-02T00:00:00Z'),
  encoderSha256: 'sha',
  settingsHash: 'h',
  events: 1203,
  items: 2,
  body: {
    surges: [],
    medianDwellSeconds: 30,
    itemIds: ['a1'],
    averageReader: null,
    clusterCentres: [],
    segmentSizes: [1],
    removedDirections: [],
    removals: {},
    readers: { total: 7, consent: { given: 0, refused: 0, unknown: 7 }, withheld: 0 },
  },
};

function emptyProfile(userId: string, vector: Float32Array): Profile {
  return {
    userId,
    asOf: '2026-01-02T00:00:00.000Z',
    source: 'behaviour',
    vector,
    interests: [{ name: 'rivers', terms: [{ term: 'river', weight: 1 }], share: 1, vector, itemIds: ['a1'] }],
    clock: [],
    confidence: 0.25,
    events: [],
    encoderSha256: 'sha',
    denoiserVersion: '1',
  };
}
