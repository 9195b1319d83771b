import { afterAll, beforeAll, expect, test } from 'vitest';
import { article, type TestApi } from '../api/harness.ts';
import { entryOf, fellBack, judged, openDesk, write } from './desk.ts';

let desk: TestApi;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const list = async (query = '') => (await desk.call('GET', `/v1/review/items${query}`)).body.rows;
const texts = async (query = '') => (await list(query)).map((row: { text: string }) => row.text);

test('a text that is written for many readers waits once, with how many it reaches', async () => {
  await write(desk, { text: 'Bridge is back', users: ['u1', 'u2'] }, { text: 'Council reopens bridge', users: ['u3'] });
  await write(desk, { text: 'Bridge is back', users: ['u2', 'u3'] });
  expect(await entryOf(desk, 'Bridge is back')).toMatchObject({ readers: 3, state: 'waiting', section: 'city' });
  expect(await entryOf(desk, 'Council reopens bridge')).toMatchObject({ readers: 1, reading: 'first', claim: null });
  expect(await list()).toHaveLength(2);
});

test('the riskiest comes first, or the one with most readers, or the one that waits longest', async () => {
  await write(
    desk,
    { text: 'Shaky', users: ['u1'], itemId: 'a2', change: judged(0.2) },
    { text: 'Refuted', users: ['u2'], change: (result) => judged(0.9, 'contradicted')({ ...result, itemId: 'a2' }) },
  );
  expect((await texts('?order=risk')).slice(0, 2)).toEqual(['Refuted', 'Shaky']);
  expect((await texts('?order=reach'))[0]).toBe('Bridge is back');
  expect((await texts('?order=age')).slice(-2).sort()).toEqual(['Refuted', 'Shaky']);
});

test('filters leave what they name', async () => {
  expect((await texts('?section=sport')).sort()).toEqual(['Refuted', 'Shaky']);
  expect(await texts('?verdict=contradicted')).toEqual(['Refuted']);
  expect(await texts('?mostConfidence=0.5')).toEqual(['Shaky']);
  expect((await texts('?leastReaders=2')).sort()).toEqual(['Bridge is back']);
  expect(await texts('?kind=ad-title')).toEqual([]);
});

test('pages follow each other without a gap or a repeat, in every order', async () => {
  for (const order of ['risk', 'reach', 'age']) {
    const whole = await texts(`?order=${order}`);
    const met: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await desk.call(
        'GET',
        `/v1/review/items?order=${order}&limit=1${cursor && `&cursor=${cursor}`}`,
      );
      met.push(...body.rows.map((row: { text: string }) => row.text));
      cursor = body.nextCursor;
    }
    expect(met).toEqual(whole);
  }
  const { body } = await desk.call('GET', '/v1/review/items?order=risk&limit=1');
  expect((await desk.call('GET', `/v1/review/items?order=age&cursor=${body.nextCursor}`)).status).toBe(400);
});

test("an item's own title needs no decision, and is seen when asked for", async () => {
  await write(desk, { text: 'Harbour bridge a1 reopens after repairs', users: ['u4'], change: fellBack });
  expect(await texts()).not.toContain('Harbour bridge a1 reopens after repairs');
  const [original] = await list('?state=original');
  expect(original).toMatchObject({ text: 'Harbour bridge a1 reopens after repairs', state: 'original' });
  const refused = await desk.call('POST', `/v1/review/items/${original.id}/decision`, { body: { action: 'approve' } });
  expect(refused.status).toBe(409);
});

test('counts say how many wait, by what the filters offer', async () => {
  const { body } = await desk.call('GET', '/v1/review/counts');
  expect(body).toMatchObject({ open: 4, claimed: 0, original: 1 });
  expect(body.facets.section).toEqual({ city: 2, sport: 2 });
  expect(body.facets.verdict).toEqual({ supported: 3, contradicted: 1 });
});

test('a changed article retires what was written for it, decided or not, and late results too', async () => {
  const entry = await entryOf(desk, 'Shaky');
  await desk.call('POST', `/v1/review/items/${entry.id}/decision`, { body: { action: 'approve' } });
  await desk.call('POST', '/v1/items', {
    body: article('a2', { category: 'sport', body: 'Another story altogether.' }),
  });
  expect((await texts('?state=retired')).sort()).toEqual(['Refuted', 'Shaky']);
  expect(await texts('?section=sport')).toEqual([]);
  await write(desk, { text: 'Late', itemId: 'a2' });
  expect(await texts('?state=retired')).toContain('Late');
  const late = await desk.call('POST', `/v1/review/items/${entry.id}/undo`);
  expect(late.status).toBe(409);
});
