import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApi } from '../api/harness.ts';
import { entryOf, openDesk, write } from './desk.ts';
import { type Browser, signIn } from './editors.ts';

let desk: TestApi;
let ada: Browser;
let bob: Browser;
beforeAll(async () => {
  desk = await openDesk();
  ada = await signIn(desk, 'Ada');
  bob = await signIn(desk, 'Bob');
});
afterAll(() => desk.close());

const path = async (text: string) => `/v1/review/items/${(await entryOf(desk, text)).id}`;
const waiting = async () => (await desk.call('GET', '/v1/review/items?state=waiting&limit=200')).body.rows.length;

describe('a claim', () => {
  test('keeps others off, and says whose it is', async () => {
    await write(desk, { text: 'Claimed by Ada' });
    const entry = await path('Claimed by Ada');
    const claimed = await ada.call('PUT', `${entry}/claim`);
    expect(claimed.body).toMatchObject({ state: 'claimed', claim: { by: 'Ada', mine: true } });
    for (const [method, what, body] of [
      ['PUT', 'claim', undefined],
      ['POST', 'decision', { action: 'approve' }],
    ] as const) {
      const refused = await bob.call(method, `${entry}/${what}`, body);
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ type: '/problems/conflict', claimedBy: 'Ada' });
    }
    expect((await bob.call('GET', entry)).body.entry.claim).toMatchObject({ by: 'Ada', mine: false });
    expect((await bob.call('DELETE', `${entry}/claim`)).status).toBe(204);
    expect((await bob.call('GET', entry)).body.entry.claim.by).toBe('Ada');
    expect((await ada.call('POST', `${entry}/decision`, { action: 'approve' })).body.decision.by).toBe('Ada');
    const late = await bob.call('POST', `${entry}/decision`, { action: 'reject', reason: 'tone' });
    expect(late.body).toMatchObject({ status: 409, decidedBy: 'Ada', state: 'approved' });
  });

  test('ends: given back, or when its time is out', async () => {
    await write(desk, { text: 'Given back' }, { text: 'Left lying', users: ['u2'] });
    const [back, lying] = [await path('Given back'), await path('Left lying')];
    await ada.call('PUT', `${back}/claim`);
    await ada.call('DELETE', `${back}/claim`);
    expect((await bob.call('PUT', `${back}/claim`)).status).toBe(200);
    await ada.call('PUT', `${lying}/claim`);
    await desk.store.pool.query(
      `update masthead.review_items set claim_until = now() - interval '1 second' where claimed_by_name = 'Ada'`,
    );
    expect((await bob.call('GET', lying)).body.entry.state).toBe('waiting');
    expect((await bob.call('POST', `${lying}/decision`, { action: 'approve' })).status).toBe(200);
  });

  test('of twenty at once on one text goes to one', async () => {
    await write(desk, { text: 'Wanted by all' });
    const entry = await path('Wanted by all');
    const calls = Array.from({ length: 20 }, (_, turn) => (turn % 2 ? ada : bob).call('PUT', `${entry}/claim`));
    const holders = (await Promise.all(calls)).filter(({ status }) => status === 200).map(({ body }) => body.claim.by);
    expect(new Set(holders).size).toBe(1);
    expect(holders).toHaveLength(10);
  });

  test('of twenty decisions at once on one text one is taken', async () => {
    await write(desk, { text: 'Decided by all' });
    const entry = await path('Decided by all');
    const decide = (turn: number) =>
      turn % 2
        ? ada.call('POST', `${entry}/decision`, { action: 'approve' })
        : bob.call('POST', `${entry}/decision`, { action: 'reject', reason: 'tone' });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => decide(turn)));
    const taken = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.decision.id));
    expect(taken.size).toBe(1);
    expect((await ada.call('GET', entry)).body.decisions).toHaveLength(1);
  });
});

test('two editors who take the next ones side by side get different ones, until none is left', async () => {
  await write(desk, ...Array.from({ length: 12 }, (_, number) => ({ text: `Heap ${number}` })));
  await desk.store.pool.query('update masthead.review_items set claimed_by = null, claim_until = null');
  const before = await waiting();
  const [adas, bobs] = await Promise.all(
    [ada, bob].map((who) => who.call('POST', '/v1/review/claims', { count: 5, order: 'age' })),
  );
  const ids = [...adas!.body.rows, ...bobs!.body.rows].map((row: { id: string }) => row.id);
  expect(new Set(ids).size).toBe(10);
  expect(await waiting()).toBe(before - 10);
  const more = await bob.call('POST', '/v1/review/claims', { count: 50 });
  const again = await ada.call('POST', '/v1/review/claims', { count: 50 });
  const bobsIds = new Set(more.body.rows.map((row: { id: string }) => row.id));
  expect(again.body.rows.some((row: { id: string }) => bobsIds.has(row.id))).toBe(false);
  expect(again.body.rows.map((row: { id: string }) => row.id).sort()).toEqual(
    adas!.body.rows.map((row: { id: string }) => row.id).sort(),
  );
});

test('everyone sees at once that a text was claimed and decided', async () => {
  await write(desk, { text: 'Watched', users: ['u4'] });
  const entry = await path('Watched');
  const response = await desk.api.request('/v1/review/live', { headers: { cookie: bob.cookie } });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const until = async (pattern: RegExp) => {
    while (!pattern.test(heard)) heard += (await reader.read()).value ?? '';
  };
  await until(/event: counts\ndata: .*"open":/);
  await ada.call('PUT', `${entry}/claim`);
  await until(/event: entries\ndata: .*"text":"Watched".*"claim":{"by":"Ada","mine":false/);
  await ada.call('POST', `${entry}/decision`, { action: 'approve' });
  await until(/"state":"approved","kind":"headline"[^}]*"text":"Watched"/);
  await reader.cancel();
});
