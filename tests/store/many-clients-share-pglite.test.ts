import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedPGlite, openPGlite } from '../../src/store/pglite/open-pglite.ts';

let opened: OpenedPGlite;
let pool: pg.Pool;
beforeAll(async () => {
  opened = await openPGlite('memory://');
  pool = opened.pool;
  await pool.query('create table notes (id integer primary key, text text)');
});
afterAll(() => opened.close());

test('values come and go as they do with any PostgreSQL', async () => {
  const { rows, rowCount } = await pool.query(
    'select $1::integer as whole, $2::jsonb as json, $3::text[] as list, $4::timestamptz as time, $5::bigint as big, $6::bytea as bytes, null as nothing',
    [1, { a: [1, 'ü'] }, ['x', 'y,"z"'], new Date(0), '9007199254740993', Buffer.from([0, 255])],
  );
  expect(rowCount).toBe(1);
  expect(rows[0]).toEqual({
    whole: 1,
    json: { a: [1, 'ü'] },
    list: ['x', 'y,"z"'],
    time: new Date(0),
    big: '9007199254740993',
    bytes: Buffer.from([0, 255]),
    nothing: null,
  });
});

test('a value of five megabytes goes in and out whole', async () => {
  const text = 'ä'.repeat(2_500_000);
  const { rows } = await pool.query('select $1::text as text', [text]);
  expect(rows[0].text === text).toBe(true);
});

test('an error carries its code and its detail, and the next query is served', async () => {
  await pool.query("insert into notes values (1, 'first')");
  await expect(pool.query('insert into notes values ($1, $2)', [1, 'again'])).rejects.toMatchObject({
    code: '23505',
    detail: 'Key (id)=(1) already exists.',
    constraint: 'notes_pkey',
  });
  await expect(pool.query('select $1::integer', ['x'])).rejects.toMatchObject({ code: '22P02' });
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a transaction is alone until it ends, and one whose client drops out is undone', async () => {
  const client = await pool.connect();
  await client.query('begin');
  await client.query("insert into notes values (2, 'unsure')");
  let answered = false;
  const outside = pool.query('select count(*)::integer as count from notes').then(({ rows }) => {
    answered = true;
    return rows[0].count;
  });
  await sleep(100);
  expect(answered).toBe(false);
  await client.query('rollback');
  client.release();
  expect(await outside).toBe(1);

  const dropped = await pool.connect();
  await dropped.query('begin');
  await dropped.query("insert into notes values (3, 'lost')");
  dropped.release(true);
  expect((await pool.query('select count(*)::integer as count from notes')).rows[0].count).toBe(1);
});

test('a transaction that waits for a query outside it is ended, not waited for without end', async () => {
  const impatient = await openPGlite('memory://', { idleTransactionMilliseconds: 200 });
  const client = await impatient.pool.connect();
  client.on('error', () => undefined);
  await client.query('create table kept (id integer)');
  await client.query('begin');
  await client.query('insert into kept values (1)');
  expect((await impatient.pool.query('select count(*)::integer as count from kept')).rows[0].count).toBe(0);
  await expect(client.query('commit')).rejects.toThrow();
  client.release(true);
  await impatient.close();
});

test('a notification reaches those who listen and nobody else', async () => {
  const [first, second, third] = [await pool.connect(), await pool.connect(), await pool.connect()];
  const heard: string[] = [];
  for (const [name, client] of Object.entries({ first, second, third })) {
    client.on('notification', ({ channel, payload }) => heard.push(`${name} ${channel} ${payload}`));
  }
  await first.query('-- a comment; with a semicolon\nlisten "Loud"');
  await second.query('LISTEN "Loud"; listen other');
  await pool.query(`select pg_notify('Loud', 'one')`);
  await second.query('unlisten "Loud"');
  await pool.query(`select pg_notify('Loud', 'two')`);
  await pool.query(`notify other, 'three'`);
  await sleep(50);
  expect(heard).toEqual(['first Loud one', 'second Loud one', 'first Loud two', 'second other three']);
  for (const client of [first, second, third]) client.release(true);
});

test('vectors can be compared', async () => {
  const { rows } = await pool.query(`select '{1,0}'::real[]::vector <=> '[0,1]'::vector as distance`);
  expect(rows[0].distance).toBe(1);
});

test('a long query leaves the event loop free', async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  await pool.query('select sum(i::bigint * i) from generate_series(1, 3000000) as series (i)');
  const took = performance.now() - begun;
  delay.disable();
  // Were the query run on this thread, one delay would be as long as the query.
  expect(delay.max / 1e6).toBeLessThan(took / 2);
});
