import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { article, click, headlineJob, openTestApi, seed, type TestApi } from './harness.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly open: boolean;
}

let service: TestApi;
let operations: Operation[];
let ownIds: Record<string, string>;

beforeAll(async () => {
  service = await openTestApi();
  await seed(service);
  const document = (await service.call('GET', '/openapi.json', { key: null })).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { security?: unknown[] }>).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      open: operation.security?.length === 0,
    })),
  );
  const job = await service.call('POST', '/v1/jobs', { body: headlineJob() });
  const batch = await service.call('POST', '/v1/batches', { body: { jobs: [headlineJob()] } });
  const keys = await service.call('GET', '/v1/api-keys');
  ownIds = { jobs: job.body.id, batches: batch.body.id, users: 'u1', items: 'a1', 'api-keys': keys.body.rows[0].id };
});
afterAll(() => service.close());

const bodyFor = (path: string): unknown => {
  if (path === '/v1/events') return click('u1', 'a1');
  if (path === '/v1/items') return article('a2');
  if (path === '/v1/jobs') return headlineJob();
  if (path === '/v1/batches') return { jobs: [headlineJob()] };
  if (path === '/v1/workspaces') return { id: 'third' };
  if (path === '/v1/api-keys') return { role: 'admin', label: 'mine', workspaceId: 'default' };
  if (path.endsWith('/editors/{id}')) return { role: 'viewer' };
  if (path.endsWith('/check')) return { text: 'The bridge is back' };
  if (path.endsWith('/decision')) return { action: 'skip' };
  return {};
};

const unknownKeys: readonly Record<string, string>[] = [
  {},
  { authorization: 'Basic dTpw' },
  { authorization: 'Bearer' },
  { 'x-api-key': 'mh_no' },
];

describe('every route of openapi.json', () => {
  test('is listed', () => {
    expect(operations.length).toBeGreaterThan(25);
    expect(operations.filter(({ open }) => open).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /livez',
      'GET /readyz',
      'GET /metrics',
      'POST /v1/review/session',
      'POST /v1/review/links/inspect',
      'POST /v1/review/links/open',
    ]);
  });

  test('refuses who brings no key, an unknown key, or a key in another form', async () => {
    for (const { method, path, open } of operations) {
      if (open) continue;
      const concrete = path.replace('{id}', 'u1');
      const withBody = method === 'GET' ? {} : { body: bodyFor(path) };
      for (const headers of unknownKeys) {
        const answer = await service.call(method, concrete, { ...withBody, key: null, headers });
        expect([method, path, answer.status]).toEqual([method, path, 401]);
        expect(answer.body.type).toBe('/problems/unauthenticated');
      }
    }
  });

  test("does not find, or does not touch, another workspace's rows", async () => {
    for (const { method, path, open } of operations) {
      const [, , resource = ''] = path.split('/');
      // PUT makes a user of the asker's own; that is looked at below.
      if (open || method === 'PUT' || !path.includes('{id}')) continue;
      // Results and variants come from workers; an id of nobody's stands in for one of another workspace.
      const id = ownIds[resource] ?? '0193b2a8-0000-7000-8000-000000000000';
      const answer = await service.call(method, path.replace('{id}', id).replace('{version}', '1'), {
        key: service.keys.otherAdmin,
        ...(method === 'GET' ? {} : { body: bodyFor(path) }),
      });
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    const refused = { consent: 'refused' };
    await service.call('PUT', '/v1/users/u1', { body: refused, key: service.keys.otherAdmin });
    expect((await service.call('GET', '/v1/users/u1')).body.consent).toBe('unknown');
    await service.call('DELETE', '/v1/users/u1', { key: service.keys.otherAdmin });
    expect((await service.call('GET', '/v1/users/u1')).body.id).toBe('u1');
  });

  test("lists nothing of another workspace's", async () => {
    for (const { method, path, open } of operations) {
      // A stream that does not end; tests/desk follows it.
      if (open || method !== 'GET' || path.includes('{id}') || path === '/v1/review/live') continue;
      const { body } = await service.call('GET', path, { key: service.keys.otherAdmin });
      expect(JSON.stringify(body)).not.toMatch(/"(a1|default)"(?!:)/);
    }
  });

  test('takes no job for items and users of another workspace', async () => {
    const answer = await service.call('POST', '/v1/jobs', { body: headlineJob(), key: service.keys.otherAdmin });
    expect(answer.status).toBe(422);
  });
});

describe('keys', () => {
  test('a key is shown once, works, and dies at once when revoked', async () => {
    const made = await service.call('POST', '/v1/api-keys', { body: { role: 'read', label: 'desk' } });
    expect(made.status).toBe(201);
    const { key, id } = made.body;
    expect((await service.call('GET', '/v1/items', { key })).status).toBe(200);
    expect((await service.call('GET', '/v1/items', { key: null, headers: { 'x-api-key': key } })).status).toBe(200);
    expect(JSON.stringify((await service.call('GET', '/v1/api-keys')).body)).not.toContain(key);
    expect((await service.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    expect((await service.call('GET', '/v1/items', { key })).status).toBe(401);
    expect((await service.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(404);
  });

  test('an admin of one workspace makes no keys or workspaces beyond it; an admin of `default` does', async () => {
    const forDefault = { role: 'admin', label: 'mine', workspaceId: 'default' };
    const refused = await service.call('POST', '/v1/api-keys', { body: forDefault, key: service.keys.otherAdmin });
    expect(refused.status).toBe(404);
    const workspace = { id: 'evening-post', name: 'Evening Post' };
    expect(
      (await service.call('POST', '/v1/workspaces', { body: workspace, key: service.keys.otherAdmin })).status,
    ).toBe(403);
    expect((await service.call('POST', '/v1/workspaces', { body: workspace })).status).toBe(201);
    expect((await service.call('POST', '/v1/workspaces', { body: workspace })).status).toBe(409);
    const key = await service.call('POST', '/v1/api-keys', {
      body: { role: 'write', label: 'cms', workspaceId: 'evening-post' },
    });
    expect(key.body.workspaceId).toBe('evening-post');
    expect((await service.call('GET', '/v1/items', { key: key.body.key })).body.rows).toEqual([]);
    expect((await service.call('GET', '/v1/workspaces', { key: service.keys.otherAdmin })).body.rows).toHaveLength(1);
  });

  test('roles: read reads, write writes, neither administers', async () => {
    const status = async (method: string, path: string, key: string, body?: unknown) =>
      (await service.call(method, path, { key, ...(body ? { body } : {}) })).status;
    expect(await status('GET', '/v1/jobs', service.keys.read)).toBe(200);
    expect(await status('POST', '/v1/jobs', service.keys.read, headlineJob())).toBe(403);
    expect(await status('DELETE', '/v1/users/u1', service.keys.read)).toBe(403);
    expect(await status('POST', '/v1/jobs', service.keys.write, headlineJob())).toBe(202);
    expect(await status('GET', '/v1/api-keys', service.keys.write)).toBe(403);
    expect(await status('POST', '/v1/api-keys', service.keys.write, { role: 'admin', label: 'up' })).toBe(403);
  });
});
