import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobStore } from '../../src/store/job-store.ts';
import { findJob } from '../../src/store/jobs.ts';
import { begin, finish } from './finished-work.ts';
import { click, headlineJob, openTestApi, seed, type TestApi } from './harness.ts';

let service: TestApi;
beforeAll(async () => {
  service = await openTestApi();
  await seed(service);
  await service.call('POST', '/v1/events', { body: click('u2', 'a1') });
});
afterAll(() => service.close());

const post = async (more: Record<string, unknown> = {}) =>
  (await service.call('POST', '/v1/jobs', { body: headlineJob(more) })).body.id as string;
const row = async (id: string) => (await findJob(service.store, 'default', id))!;

describe('a job', () => {
  test('is acknowledged with its path and its defaults, and the queue is nudged', async () => {
    const nudged = service.nudges();
    const answer = await service.call('POST', '/v1/jobs', { body: headlineJob() });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/v1/jobs/${answer.body.id}`);
    expect(answer.body).toMatchObject({ state: 'queued', input: { conditioning: 'hybrid', placement: 'default' } });
    expect(service.nudges()).toBe(nudged + 1);
    expect((await service.call('GET', `/v1/jobs/${answer.body.id}`)).body).toEqual(answer.body);
  });

  test('gives its result, and the variant that the result chose', async () => {
    const id = await post();
    expect((await service.call('GET', `/v1/jobs/${id}/result`)).status).toBe(409);
    expect((await service.call('GET', `/v1/jobs/${id}/results`)).body).toMatchObject({ state: 'queued', results: [] });
    await finish(service.store, await row(id), '14 weeks later, the bridge is back');
    const { body: result } = await service.call('GET', `/v1/jobs/${id}/result`);
    expect(result).toMatchObject({
      text: '14 weeks later, the bridge is back',
      audience: { userId: 'u1' },
      cold: false,
    });
    expect((await service.call('GET', `/v1/results/${result.id}`)).body).toEqual(result);
    const { body: variant } = await service.call('GET', `/v1/variants/${result.variantId}`);
    expect(variant).toMatchObject({ text: result.text, itemId: 'a1', kind: 'headline', isOriginal: false });
    const list = await service.call('GET', '/v1/variants?itemId=a1&kind=headline&placement=default');
    expect(list.body.rows).toContainEqual(variant);
    expect((await service.call('GET', '/v1/variants?itemId=other')).body.rows).toEqual([]);
  });

  test('for a list gives one result for each', async () => {
    const id = await post({ audience: { userIds: ['u1', 'u2'] } });
    await finish(service.store, await row(id), 'The bridge is back');
    const { results } = (await service.call('GET', `/v1/jobs/${id}/results`)).body;
    expect(results.map((result: { audience: unknown }) => result.audience)).toEqual([
      { userId: 'u1' },
      { userId: 'u2' },
    ]);
    expect(new Set(results.map((result: { variantId: string }) => result.variantId)).size).toBe(1);
    expect((await service.call('GET', `/v1/jobs/${id}/result`)).body.detail).toContain('2 results');
  });

  test('that waits is cancelled at once; one that has ended is not', async () => {
    const id = await post();
    expect(await service.call('POST', `/v1/jobs/${id}/cancel`)).toMatchObject({
      status: 200,
      body: { state: 'cancelled' },
    });
    expect((await service.call('POST', `/v1/jobs/${id}/cancel`)).status).toBe(200);
    const done = await post();
    await finish(service.store, await row(done), 'Done');
    expect((await service.call('POST', `/v1/jobs/${done}/cancel`)).status).toBe(409);
  });

  test('that runs is told to stop', async () => {
    const id = await post();
    const fence = await begin(service.store, id);
    const answer = await service.call('POST', `/v1/jobs/${id}/cancel`);
    expect(answer).toMatchObject({ status: 202, body: { state: 'running', cancelRequested: true } });
    await jobStore(service.store).confirmCancelled(id, fence);
    expect((await service.call('GET', `/v1/jobs/${id}`)).body.state).toBe('cancelled');
  });

  test('that failed shows its reason and can be tried again; no other can', async () => {
    const id = await post();
    expect((await service.call('POST', `/v1/jobs/${id}/retry`)).status).toBe(202);
    const fence = await begin(service.store, id);
    const at = '2026-03-01T00:00:00.000Z';
    const error = { name: 'ModelError', message: 'the model file is gone', retryable: false, attempt: 1, at };
    await jobStore(service.store).failJob(id, fence, error);
    expect((await service.call('GET', `/v1/jobs/${id}`)).body).toMatchObject({ state: 'failed', error });
    expect((await service.call('GET', '/v1/jobs?state=failed')).body.rows).toHaveLength(1);
    expect((await service.call('POST', `/v1/jobs/${id}/retry`)).body.state).toBe('queued');
    await finish(service.store, await row(id), 'At last');
    expect((await service.call('POST', `/v1/jobs/${id}/retry`)).status).toBe(409);
  });

  test('appears once in the pages of the list, newest first', async () => {
    const all: string[] = [];
    for (let cursor = ''; cursor !== null; ) {
      const { body } = await service.call('GET', `/v1/jobs?limit=3${cursor && `&cursor=${cursor}`}`);
      all.push(...body.rows.map((job: { id: string }) => job.id));
      cursor = body.nextCursor;
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual([...all].sort().reverse());
    expect(all.length).toBeGreaterThan(5);
  });
});

describe('a batch', () => {
  test('is one template for many users, and counts its jobs by state', async () => {
    const { audience: _, ...template } = headlineJob();
    const answer = await service.call('POST', '/v1/batches', { body: { template, userIds: ['u1', 'u2', 'u1'] } });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ jobCount: 2, counts: { queued: 2, done: 0 }, finished: false });
    const [first, second] = answer.body.jobIds;
    await finish(service.store, await row(first), 'One');
    await service.call('POST', `/v1/jobs/${second}/cancel`);
    const after = await service.call('GET', `/v1/batches/${answer.body.id}`);
    expect(after.body).toMatchObject({ counts: { queued: 0, done: 1, cancelled: 1 }, finished: true });
    const jobs = await service.call('GET', after.body.links.jobs);
    expect(jobs.body.rows.map((job: { id: string }) => job.id).sort()).toEqual([first, second].sort());
  });

  test('of 5000 jobs is taken, of 5001 refused', async () => {
    const { audience: _, ...template } = headlineJob();
    const lines = Array.from({ length: 5000 }, (_, index) => JSON.stringify(click(`many-${index}`, 'a1'))).join('\n');
    await service.call('POST', '/v1/events', { raw: { type: 'application/x-ndjson', text: lines } });
    const userIds = Array.from({ length: 5000 }, (_, index) => `many-${index}`);
    const taken = await service.call('POST', '/v1/batches', { body: { template, userIds } });
    expect(taken.status).toBe(202);
    expect(taken.body.jobIds).toHaveLength(5000);
    const jobs = userIds.map((userId) => headlineJob({ audience: { userId } }));
    const refused = await service.call('POST', '/v1/batches', { body: { jobs: [...jobs, headlineJob()] } });
    expect(refused.status).toBe(422);
  });
});

describe('an Idempotency-Key', () => {
  const withKey = (key: string, body: unknown = headlineJob(), path = '/v1/jobs') =>
    service.call('POST', path, { body, headers: { 'idempotency-key': key } });

  test('sent 100 times at once makes one job, and each answer is that job', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => withKey('night-edition')));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    const replays = answers.filter((answer) => answer.status === 200);
    expect(replays).toHaveLength(99);
    for (const replay of replays) expect(replay.headers.get('idempotency-replayed')).toBe('true');
  });

  test('with another body is refused; in another workspace it is another key', async () => {
    await withKey('once');
    const other = await withKey('once', headlineJob({ seed: 7 }));
    expect(other).toMatchObject({ status: 422, body: { type: '/problems/idempotency-key-reused' } });
    await seed({
      call: (method, path, options) => service.call(method, path, { ...options, key: service.keys.other }),
    });
    const elsewhere = await service.call('POST', '/v1/jobs', {
      body: headlineJob(),
      headers: { 'idempotency-key': 'once' },
      key: service.keys.other,
    });
    expect(elsewhere.status).toBe(202);
  });

  test('makes one batch as well', async () => {
    const body = { jobs: [headlineJob(), headlineJob({ seed: 2 })] };
    const answers = await Promise.all(Array.from({ length: 10 }, () => withKey('batch', body, '/v1/batches')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body.jobIds))).size).toBe(1);
    expect((await withKey('batch', { jobs: [headlineJob()] }, '/v1/batches')).status).toBe(422);
  });
});

describe('too much work', () => {
  test('is refused with 429 and a time to come back', async () => {
    const small = await openTestApi({ mostWaitingJobs: 2 });
    await seed(small);
    const statuses = [];
    for (let count = 0; count < 4; count += 1)
      statuses.push((await small.call('POST', '/v1/jobs', { body: headlineJob() })).status);
    const refused = await small.call('POST', '/v1/jobs', { body: headlineJob() });
    expect(statuses).toEqual([202, 202, 429, 429]);
    expect(refused.body.type).toBe('/problems/overloaded');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await small.close();
  });

  test('a key that asks too often is told when to come back', async () => {
    const slow = await openTestApi({ rateLimit: { perSecond: 1, burst: 3 } }, service);
    const answers = await Promise.all(Array.from({ length: 5 }, () => slow.call('GET', '/v1/jobs')));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 429, 429]);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
    expect((await slow.call('GET', '/v1/jobs', { key: slow.keys.read })).status).toBe(200);
    await slow.close();
  });
});
