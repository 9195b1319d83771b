import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { article, headlineJob, openTestApi, seed, type TestApi } from './harness.ts';

let service: TestApi;
beforeAll(async () => {
  service = await openTestApi();
  await seed(service);
  await service.call('POST', '/v1/items', {
    body: [
      { id: 'ad1', kind: 'ad', title: 'Nordlys lamp', facts: { brand: 'Nordlys', sellingPoints: ['dims to 1 %'] } },
      { id: 'bare', kind: 'article', title: 'A title without a body' },
    ],
  });
});
afterAll(() => service.close());

describe('every problem is an RFC 9457 document', () => {
  const long = 'x'.repeat(5 * 1024 * 1024);
  const json = (text: string) => ({ raw: { type: 'application/json', text } });
  test.each<[string, number, string, string, Parameters<TestApi['call']>[2]]>([
    ['an unknown path', 404, 'GET', '/v1/nothing', {}],
    ['an unknown path outside the API', 404, 'GET', '/nothing', {}],
    ['a method the path does not take', 405, 'DELETE', '/v1/jobs', {}],
    ['no key', 401, 'GET', '/v1/jobs', { key: null }],
    ['a wrong key', 401, 'GET', '/v1/jobs', { key: 'mh_wrong' }],
    ['a key that may only read', 403, 'POST', '/v1/jobs', { body: headlineJob(), key: 'read' }],
    ['broken JSON', 400, 'POST', '/v1/jobs', json('{"kind": ')],
    ['an empty body', 400, 'POST', '/v1/jobs', json('')],
    ['a body of another type', 415, 'POST', '/v1/jobs', { raw: { type: 'text/plain', text: 'kind=headline' } }],
    ['a compressed body', 415, 'POST', '/v1/jobs', { body: headlineJob(), headers: { 'content-encoding': 'gzip' } }],
    ['a job of 5 MB', 413, 'POST', '/v1/jobs', { body: { ...headlineJob(), placement: long } }],
    ['an item of 5 MB', 413, 'POST', '/v1/items', { body: article('big', { body: long }) }],
    ['an event of 5 MB', 413, 'POST', '/v1/events', json(JSON.stringify({ userId: long }))],
    ['a user of 5 MB', 413, 'PUT', '/v1/users/u1', { body: { rules: [long] } }],
    ['a page of 0 rows', 400, 'GET', '/v1/jobs?limit=0', {}],
    ['a cursor of nothing', 400, 'GET', '/v1/jobs?cursor=abc', {}],
    ['a job that is not there', 404, 'GET', '/v1/jobs/0193b2a8-0000-7000-8000-000000000000', {}],
    ['an id that can be none', 404, 'GET', '/v1/jobs/x', {}],
    ['a user that is not there', 404, 'GET', '/v1/users/nobody/profile', {}],
    ['an id with a NUL', 400, 'GET', '/v1/users/a%00b', {}],
  ])('%s', async (_what, status, method, path, options = {}) => {
    const key = options.key === 'read' ? service.keys.read : options.key;
    const {
      body,
      headers,
      status: answered,
    } = await service.call(method, path, { ...options, ...(key !== undefined ? { key } : {}) });
    expect(answered).toBe(status);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status, type: expect.stringMatching(/^\/problems\//), title: expect.any(String) });
    expect(body.detail).not.toBe('');
    expect(body.instance).toBe(headers.get('x-request-id'));
    for (const error of body.errors ?? []) {
      expect(error.pointer).toEqual(expect.any(String));
      expect(error.detail).not.toBe('');
      expect(error.cure).not.toBe('');
    }
    if (status === 401) expect(headers.get('www-authenticate')).toContain('Bearer');
    if (status === 405) expect(headers.get('allow')).toBe('POST, GET, HEAD');
  });
});

describe('a job that cannot be', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['names an unknown item', headlineJob({ itemId: 'nothing' }), '/itemId'],
    ['names an unknown user', headlineJob({ audience: { userId: 'nobody' } }), '/audience/userId'],
    [
      'names an unknown user in a list',
      headlineJob({ audience: { userIds: ['u1', 'nobody'] } }),
      '/audience/userIds/1',
    ],
    ['names a segment', headlineJob({ audience: { segment: 'commuters' } }), '/audience/segment'],
    ['has an unknown field', headlineJob({ tone: 'loud' }), '/tone'],
    ['has an unknown field further down', headlineJob({ audience: { userId: 'u1', age: 3 } }), '/audience/age'],
    ['is of an unknown kind', headlineJob({ kind: 'poem' }), '/kind'],
    ['lacks its item', { kind: 'headline', audience: { userId: 'u1' } }, '/itemId'],
    ['wants a headline for an ad', headlineJob({ itemId: 'ad1' }), '/itemId'],
    ['wants an ad title for an article', headlineJob({ kind: 'ad-title' }), '/itemId'],
    ['wants a headline for an article without a body', headlineJob({ itemId: 'bare' }), '/itemId'],
    ['has a seed below 0', headlineJob({ seed: -1 }), '/seed'],
    ['holds a NUL character', headlineJob({ placement: 'a\0' }), '/placement'],
  ])('because it %s is refused by name', async (_what, job, pointer) => {
    const answer = await service.call('POST', '/v1/jobs', { body: job });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    const batch = await service.call('POST', '/v1/batches', { body: { jobs: [headlineJob(), job] } });
    expect(batch.status).toBe(422);
    expect(batch.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(`/jobs/1${pointer}`);
  });

  test('and nothing of a refused batch is taken in', async () => {
    expect((await service.call('GET', '/v1/jobs')).body.rows).toEqual([]);
  });
});

describe('what is unusual but sound is taken', () => {
  test('an article of 20,000 words', async () => {
    const body = Array.from({ length: 20_000 }, (_, index) => `word${index % 997}`).join(' ');
    expect((await service.call('POST', '/v1/items', { body: article('long', { body }) })).status).toBe(200);
    expect((await service.call('GET', '/v1/items/long')).body.body).toBe(body);
    expect((await service.call('POST', '/v1/jobs', { body: headlineJob({ itemId: 'long' }) })).status).toBe(202);
  });

  test('an article of 1,000,000 characters of three bytes each, and not one more', async () => {
    const body = '語'.repeat(1_000_000);
    expect((await service.call('POST', '/v1/items', { body: article('full', { body }) })).status).toBe(200);
    const more = await service.call('POST', '/v1/items', { body: article('over', { body: `${body}語` }) });
    expect(more.body.errors[0]).toMatchObject({ pointer: '/body' });
  });

  test('an article in another script', async () => {
    const item = article('ja', { title: '港の橋が再開', body: '港の橋は火曜日に再開した。', language: 'ja' });
    expect((await service.call('POST', '/v1/items', { body: item })).status).toBe(200);
    expect((await service.call('GET', '/v1/items/ja')).body).toEqual({ ...item, version: 1 });
  });

  test('a user without a history, who is then cold', async () => {
    expect((await service.call('PUT', '/v1/users/new', { body: {} })).status).toBe(200);
    const profile = await service.call('GET', '/v1/users/new/profile');
    expect(profile).toMatchObject({ status: 200, body: { source: 'none', interests: [], eventCount: 0 } });
    const job = await service.call('POST', '/v1/jobs', { body: headlineJob({ audience: { userId: 'new' } }) });
    expect(job.status).toBe(202);
  });

  test('ids with slashes, spaces and other scripts', async () => {
    const id = 'désk/über 99% 猫';
    await service.call('PUT', `/v1/users/${encodeURIComponent(id)}`, { body: { consent: 'given' } });
    const answer = await service.call('GET', `/v1/users/${encodeURIComponent(id)}`);
    expect(answer.body).toEqual({ id, consent: 'given', ageBand: 'unknown', rules: [] });
  });
});
