import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootstrapStore } from '../../src/api/bootstrap.ts';
import { NotReadyError } from '../../src/api/ports.ts';
import { revokeApiKey } from '../../src/store/api-keys.ts';
import * as schema from '../../src/store/schema.ts';
import type { Store } from '../../src/store/store.ts';
import { headlineJob, openTestApi, seed, type TestApi } from './harness.ts';

let service: TestApi;
beforeAll(async () => {
  service = await openTestApi({
    readiness: [
      () => ({ name: 'models', ready: false, reason: 'the language model is loading' }),
      function queueReady() {
        return Promise.reject(new Error('redis://:secret@10.0.0.7 refused'));
      },
      function stuckReady() {
        return new Promise(() => undefined);
      },
    ],
  });
  await seed(service);
});
afterAll(() => service.close());

describe('health', () => {
  test('/readyz gives the reason of each part that is not ready, and no secrets, within a second', async () => {
    const answer = await service.call('GET', '/readyz', { key: null });
    expect(answer.status).toBe(503);
    expect(answer.body.ready).toBe(false);
    expect(answer.body.checks).toEqual([
      { name: 'store', ready: true },
      { name: 'models', ready: false, reason: 'the language model is loading' },
      { name: 'queue', ready: false, reason: expect.any(String) },
      { name: 'stuck', ready: false, reason: 'it does not answer' },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect((await service.call('GET', '/livez', { key: null })).status).toBe(200);
  });

  test('/metrics counts requests by pattern, jobs by state and records by outcome', async () => {
    await service.call('POST', '/v1/jobs', { body: headlineJob() });
    await service.call('GET', '/v1/users/somebody-secret/profile');
    const { body } = await service.call('GET', '/metrics', { key: null });
    expect(body).toMatch(
      /masthead_http_request_seconds_count\{method="GET",route="\/v1\/users\/:id\/profile",status="404"\} 1/,
    );
    expect(body).toContain('masthead_jobs{state="queued"} 1');
    expect(body).toContain('masthead_jobs_submitted_total{kind="headline"} 1');
    expect(body).toContain('masthead_intake_records_total{what="events",outcome="accepted"} 1');
    expect(body).not.toContain('somebody-secret');
  });
});

describe('what is not there', () => {
  test('a profile that needs a model still loading is a 503 that says so', async () => {
    const loading = await openTestApi(
      {
        profileService: { profile: () => Promise.reject(new NotReadyError('The sentence encoder is being fetched.')) },
      },
      service,
    );
    await loading.call('PUT', '/v1/users/u1', { body: {} });
    const answer = await loading.call('GET', '/v1/users/u1/profile');
    expect(answer).toMatchObject({ status: 503, body: { detail: 'The sentence encoder is being fetched.' } });
    await loading.close();
  });
  test('a store is a 503 problem at once, with a time to come back', async () => {
    // Port 9 (discard) is where nobody listens.
    const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:9/none' });
    const store: Store = { ...service.store, kind: 'postgresql', database: drizzle(pool, { schema }), pool };
    const away = await openTestApi({ store }, service);
    const answer = await away.call('GET', '/v1/jobs');
    expect(answer).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(JSON.stringify(answer.body)).not.toContain('127.0.0.1');
    expect((await away.call('GET', '/readyz')).body.checks[0]).toMatchObject({ name: 'store', ready: false });
    expect((await away.call('GET', '/livez')).status).toBe(200);
    expect((await away.call('GET', '/metrics')).status).toBe(200);
    await pool.end();
    await away.close();
  });

  test('and a store that was closed, too', async () => {
    const closed = await openTestApi();
    await closed.call('GET', '/v1/jobs');
    await closed.close();
    expect((await closed.call('GET', '/v1/jobs')).status).toBe(503);
    expect((await closed.call('POST', '/v1/jobs', { body: headlineJob() })).status).toBe(503);
  });
});

describe('the first start', () => {
  test('makes the workspace and the given key once; a revoked key stays revoked', async () => {
    expect(await bootstrapStore(service.store, 'my-own-key')).toEqual({ keyIsNew: true });
    expect(await bootstrapStore(service.store, 'my-own-key')).toEqual({ keyIsNew: false });
    const keys = (await service.call('GET', '/v1/api-keys', { key: 'my-own-key' })).body.rows;
    const own = keys.filter((key: { label: string }) => key.label === 'MASTHEAD_API_KEY');
    expect(own).toMatchObject([{ role: 'admin', workspaceId: 'default' }]);
    await revokeApiKey(service.store, 'default', own[0].id);
    await bootstrapStore(service.store, 'my-own-key');
    const again = await openTestApi({}, service);
    expect((await again.call('GET', '/v1/jobs', { key: 'my-own-key' })).status).toBe(401);
    await again.close();
  });
});

describe('the documentation', () => {
  test('is served from here alone, under a policy without unsafe-inline', async () => {
    const page = await service.call('GET', '/docs', { key: null });
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const addresses = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      expect(address).toMatch(/^\/docs\//);
      expect((await service.call('GET', address, { key: null })).status).toBe(200);
    }
    expect(page.body).not.toMatch(/<script>|<style|\son\w+=/);
    expect((await service.call('GET', '/docs/..%2f..%2fpackage.json', { key: null })).status).toBe(404);
    expect((await service.call('GET', '/docs/package.json', { key: null })).status).toBe(404);
  });
});
