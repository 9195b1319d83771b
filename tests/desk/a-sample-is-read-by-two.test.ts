import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreement } from '../../src/review/agreement.ts';
import { isReadTwice } from '../../src/review/second-reading.ts';
import { uuidVersion7 } from '../../src/store/uuid-version-7.ts';
import type { TestApi } from '../api/harness.ts';
import { entryOf, openDesk, write } from './desk.ts';
import { type Browser, signIn } from './editors.ts';

let desk: TestApi;
let ada: Browser;
let bob: Browser;
let carol: Browser;
beforeAll(async () => {
  desk = await openDesk();
  ada = await signIn(desk, 'Ada');
  bob = await signIn(desk, 'Bob');
  carol = await signIn(desk, 'Carol');
  await desk.call('PATCH', '/v1/review/settings', { body: { doubleShare: 1 } });
});
afterAll(() => desk.close());

const written = async (text: string) => {
  await write(desk, { text });
  return `/v1/review/items/${(await entryOf(desk, text)).id}`;
};
const decide = (who: Browser, entry: string, body: unknown) => who.call('POST', `${entry}/decision`, body);
const open = async (who: Browser) =>
  (await who.call('GET', '/v1/review/items?limit=200')).body.rows.map((row: { text: string }) => row.text);

test('the second reader learns nothing of the first, and the first does not read again', async () => {
  const entry = await written('Read twice');
  const first = await decide(ada, entry, { action: 'approve', note: 'Ada likes it' });
  expect(first.body.entry.state).toBe('waiting');
  expect(await open(ada)).not.toContain('Read twice');
  expect(await open(bob)).toContain('Read twice');
  expect((await ada.call('GET', '/v1/review/counts')).body.open).toBe(0);
  expect((await bob.call('GET', '/v1/review/counts')).body.open).toBe(1);
  const seen = await bob.call('GET', entry);
  expect(seen.body.entry).toMatchObject({ reading: 'first', decidedBy: null, decidedAt: null });
  expect(seen.body.decisions).toEqual([]);
  for (const path of [entry, '/v1/review/decisions', '/v1/review/items', '/v1/review/counts'])
    expect(JSON.stringify((await bob.call('GET', path)).body)).not.toMatch(/Ada/);
  const again = await decide(ada, entry, { action: 'approve' });
  expect(again.body).toMatchObject({ status: 409, awaitsSecondReader: true });
  expect((await ada.call('PUT', `${entry}/claim`)).status).toBe(409);

  const second = await decide(bob, entry, { action: 'approve' });
  expect(second.body.entry).toMatchObject({ state: 'approved', decidedBy: 'Bob', reading: 'second' });
  const history = (await bob.call('GET', entry)).body.decisions;
  expect(history.map(({ by }: { by: string }) => by)).toEqual(['Bob', 'Ada']);
});

test('where the two differ a third decides, who sees both', async () => {
  const entry = await written('Disputed');
  await decide(ada, entry, { action: 'approve' });
  const second = await decide(bob, entry, { action: 'reject', reason: 'tone' });
  expect(second.body.entry).toMatchObject({ state: 'waiting', reading: 'third' });
  const seen = (await carol.call('GET', entry)).body;
  expect(seen.decisions.map(({ action, by }: { action: string; by: string }) => [action, by])).toEqual([
    ['reject', 'Bob'],
    ['approve', 'Ada'],
  ]);
  expect((await decide(carol, entry, { action: 'reject', reason: 'tone' })).body.entry.state).toBe('rejected');
});

test('the first reader may undo before the second has read', async () => {
  const entry = await written('Taken back');
  await decide(ada, entry, { action: 'approve' });
  expect((await bob.call('POST', `${entry}/undo`)).status).toBe(409);
  expect((await ada.call('POST', `${entry}/undo`)).body.entry).toMatchObject({ state: 'waiting', reading: 'first' });
  expect(await open(ada)).toContain('Taken back');
  await decide(ada, entry, { action: 'skip' });
});

test('how far readers agree is told, with how many pairs it rests on', async () => {
  const { body } = await desk.call('GET', '/v1/review/figures');
  expect(body.agreement).toEqual({ pairs: 2, raw: 0.5, kappa: 0 });
});

test('bulk approval leaves the sample to people', async () => {
  await written('Not in bulk');
  const preview = await ada.call('POST', '/v1/review/bulk-approvals/preview', { leastConfidence: 0 });
  expect(preview.body.count).toBe(0);
});

describe('the sample', () => {
  test('is drawn by the id alone, in the share asked for', () => {
    const ids = Array.from({ length: 4000 }, uuidVersion7);
    const drawn = ids.filter((id) => isReadTwice(id, 0.2)).length;
    // Four standard deviations of a binomial of 4,000 draws.
    expect(Math.abs(drawn / 4000 - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 4000));
    expect(ids.some((id) => isReadTwice(id, 0))).toBe(false);
    expect(ids.every((id) => isReadTwice(id, 1))).toBe(true);
  });
});

describe("Cohen's kappa", () => {
  const pairs = (...counts: readonly [string, string, number][]) =>
    counts.flatMap(([first, second, count]) => Array.from({ length: count }, () => [first, second] as const));

  test('is agreement beyond chance', () => {
    // 20 and 15 agree, 5 and 10 do not: p_o = 0.7, p_e = 0.5 · 0.6 + 0.5 · 0.4 = 0.5.
    const readings = pairs(['yes', 'yes', 20], ['yes', 'no', 5], ['no', 'yes', 10], ['no', 'no', 15]);
    expect(agreement(readings)).toEqual({ pairs: 50, raw: 0.7, kappa: expect.closeTo(0.4, 10) });
    expect(agreement(pairs(['a', 'a', 3], ['b', 'b', 2])).kappa).toBe(1);
    expect(agreement(pairs(['a', 'b', 1], ['b', 'a', 1])).kappa).toBe(-1);
  });

  test('is not told where it is not defined', () => {
    expect(agreement([])).toEqual({ pairs: 0, raw: null, kappa: null });
    expect(agreement(pairs(['a', 'a', 5]))).toEqual({ pairs: 5, raw: 1, kappa: null });
  });
});
