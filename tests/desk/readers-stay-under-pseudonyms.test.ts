import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReaderEvidence } from '../../queues/handlers/reader-evidence.ts';
import { pseudonym } from '../../src/review/pseudonyms.ts';
import { click, type TestApi } from '../api/harness.ts';
import { entryOf, openDesk, write } from './desk.ts';
import { type Browser, signIn } from './editors.ts';

const reader = 'canary-51c0ffee';
const clock = Array.from({ length: 168 }, (_, hour) => (hour === 8 ? 0.75 : hour === 9 ? 0.25 : 0));

let desk: TestApi;
let ed: Browser;
let chief: Browser;
let path: string;
beforeAll(async () => {
  desk = await openDesk();
  await desk.call('POST', '/v1/events', { body: [click(reader, 'a2'), click('u2', 'a1')] });
  ed = await signIn(desk, 'Ed');
  chief = await signIn(desk, 'Chief', 'admin');
  const known = (share: number): Partial<ReaderEvidence> => ({
    clock,
    interests: [{ name: 'bridges', share, terms: ['bridge'] }],
    drove: [
      {
        eventId: 'event-1',
        itemId: 'a2',
        at: '2026-02-27T08:30:00.000Z',
        kind: 'finish',
        weight: 0.9,
        interest: 'bridges',
        dwellSeconds: 61,
      },
    ],
    eventsDropped: 3,
    droppedByReason: { bot: 1, short: 2 },
    dropped: [
      {
        eventId: 'event-2',
        itemId: 'a1',
        at: '2026-03-01T12:00:00.000Z',
        weight: 0,
        reasons: ['short'],
        explanation: 'open for 3 s',
      },
    ],
  });
  await write(
    desk,
    {
      text: 'For two',
      users: [reader],
      change: (result) => ({
        ...result,
        outcome: {
          ...result.outcome,
          focus: {
            text: 'The harbour bridge reopened.',
            span: { start: 0, end: 28 },
            interest: 'bridges',
            similarity: 0.6,
          },
          candidates: [
            ...result.outcome.candidates,
            { ...result.outcome.candidates[0]!, text: 'Bridge and', formFaults: ['cut off'] },
            { ...result.outcome.candidates[0]!, text: 'Bridge opens', score: 0.25, scoreParts: { support: 0.25 } },
          ],
        },
        reader: { ...result.reader!, ...known(1) },
      }),
    },
    {
      text: 'For two',
      users: ['u2'],
      change: (result) => ({ ...result, reader: { ...result.reader!, ...known(0.5) } }),
    },
  );
  path = `/v1/review/items/${(await entryOf(desk, 'For two')).id}`;
});
afterAll(() => desk.close());

test('why these readers: interests, clock, focus, what drove it and what was dropped, summed up over them', async () => {
  const { body } = await ed.call('GET', path);
  expect(body.why).toMatchObject({
    readers: 2,
    summedUp: 2,
    interests: [{ name: 'bridges', share: 0.75, readers: 2 }],
    eventsDropped: 6,
    droppedByReason: { bot: 2, short: 4 },
    bySource: { behaviour: 2 },
  });
  expect(body.why.clock[8]).toBe(0.75);
  expect(body.why.focus).toEqual([
    {
      text: 'The harbour bridge reopened.',
      span: { start: 0, end: 28 },
      interest: 'bridges',
      similarity: 0.6,
      readers: 1,
    },
  ]);
  expect(body.item.source.slice(0, 28)).toBe('The harbour bridge reopened ');
});

test('candidates that were not chosen say why not', async () => {
  const { rows } = await desk.store.pool.query(`select id from masthead.results where audience_key = 'user:${reader}'`);
  expect(rows).toHaveLength(1);
  await desk.store.pool.query(`delete from masthead.results where audience_key = 'user:u2'`);
  const { candidates, provenance } = (await ed.call('GET', path)).body;
  expect(candidates.map(({ why, chosen }: { why: string; chosen: boolean }) => [why, chosen])).toEqual([
    ['Chosen: the highest score of those that passed.', true],
    ['Held back for its form: cut off.', false],
    ['Passed, but scored 0.25 against 1.00; most behind in support.', false],
  ]);
  expect(provenance).toMatchObject({ resultId: rows[0].id, projector: 'mixture@1', models: { promptVersion: '1' } });
});

test('an editor sees a pseudonym, and of clicks their section, age and reason', async () => {
  for (const at of [path, `${path}/readers`])
    expect(JSON.stringify((await ed.call('GET', at)).body)).not.toContain(reader);
  const { body } = await ed.call('GET', path);
  expect(body.seesReaders).toBe(false);
  const [row] = body.readers;
  expect(row).toMatchObject({ userId: null, audience: 'user' });
  expect(row.pseudonym).toMatch(/^reader-[0-9a-z]{10}$/);
  expect(row.drove).toEqual([
    {
      daysBefore: 2,
      section: 'sport',
      weight: 0.9,
      raw: null,
      kind: 'finish',
      interest: 'bridges',
      dwellSeconds: null,
    },
  ]);
  expect(row.dropped).toEqual([
    { daysBefore: 0, section: 'city', weight: 0, raw: null, reasons: ['short'], explanation: null },
  ]);
});

test('an admin sees who it is and what they clicked, until the workspace lets nobody', async () => {
  const { body } = await chief.call('GET', path);
  expect(body.readers[0]).toMatchObject({
    userId: reader,
    drove: [{ raw: { eventId: 'event-1', itemId: 'a2', at: '2026-02-27T08:30:00.000Z' }, dwellSeconds: 61 }],
    dropped: [{ explanation: 'open for 3 s' }],
  });
  await chief.call('PATCH', '/v1/review/settings', { readersSeenBy: 'nobody' });
  expect((await chief.call('GET', path)).body.readers[0]).toMatchObject({ userId: null, drove: [{ raw: null }] });
  await chief.call('PATCH', '/v1/review/settings', { readersSeenBy: 'editor' });
  expect((await ed.call('GET', path)).body.readers[0].userId).toBe(reader);
  await chief.call('PATCH', '/v1/review/settings', { readersSeenBy: 'admin' });
});

test('no other route tells an editor who a reader is', async () => {
  const job = (await desk.call('GET', '/v1/jobs')).body.rows[0].id;
  for (const closed of [
    '/v1/users',
    `/v1/users/${reader}`,
    `/v1/users/${reader}/profile`,
    `/v1/users/${reader}/profile/evidence`,
    `/v1/jobs/${job}/results`,
    `/v1/jobs/${job}/result`,
    `/v1/results/${job}`,
  ])
    expect([closed, (await ed.call('GET', closed)).status]).toEqual([closed, 403]);
  const jobs = await ed.call('GET', '/v1/jobs');
  expect(jobs.status).toBe(200);
  expect(JSON.stringify(jobs.body)).not.toContain(reader);
  expect(JSON.stringify(jobs.body)).toContain('reader-');
  expect(JSON.stringify((await desk.call('GET', '/v1/jobs')).body)).toContain(reader);
  expect((await desk.call('GET', '/v1/users?search=CANARY')).body.rows).toMatchObject([{ id: reader }]);
});

test('a pseudonym is the same throughout a workspace, another in the next, and cannot be tried without the key', async () => {
  expect(pseudonym('key', 'u1')).toBe(pseudonym('key', 'u1'));
  expect(pseudonym('key', 'u1')).not.toBe(pseudonym('another key', 'u1'));
  expect(pseudonym('key', 'u1')).not.toBe(pseudonym('key', 'u2'));
  const { rows } = await desk.store.database.execute<{ name: string }>(sql`select name from masthead.secrets`);
  expect(rows.map(({ name }) => name)).toContain('pseudonyms of default');
});

test('who is erased is gone from the desk: readers, evidence, and the words that were for them alone', async () => {
  const alone = 'Only for the canary';
  await write(desk, { text: alone, users: [reader] });
  const own = `/v1/review/items/${(await entryOf(desk, alone)).id}`;
  await desk.call('POST', `${own}/decision`, { body: { action: 'reject', reason: 'other', note: `says ${alone}` } });
  const shared = 'For the canary and another';
  await write(desk, { text: shared, users: [reader, 'u3'] });
  expect((await entryOf(desk, shared)).readers).toBe(2);

  expect((await chief.call('DELETE', `/v1/users/${reader}`)).status).toBe(200);
  expect((await entryOf(desk, shared)).readers).toBe(1);
  expect((await desk.call('GET', own)).status).toBe(404);
  const { rows: tables } = await desk.store.database.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'masthead'`,
  );
  for (const { name } of tables) {
    const { rows } = await desk.store.database.execute<{ hits: number }>(
      sql`select count(*)::integer as hits from ${sql.raw(`masthead.${name}`)} as whole
          where whole::text like ${`%${reader}%`} or whole::text like ${`%${alone}%`}`,
    );
    expect([name, rows[0]!.hits]).toEqual([name, 0]);
  }
  const history = (await desk.call('GET', '/v1/review/decisions')).body.rows;
  expect(history).toMatchObject([{ action: 'reject', reason: 'other', before: null, note: null, erased: true }]);
});
