import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../api/harness.ts';
import { entryOf, openDesk, write } from './desk.ts';
import { type Browser, browser, signIn } from './editors.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
}

let desk: TestApi;
let operations: Operation[];
let ids: Record<string, string>;
let stranger: Browser;
let viewer: Browser;
beforeAll(async () => {
  desk = await openDesk();
  await write(desk, { text: 'Of workspace default' });
  const document = (await desk.call('GET', '/openapi.json', { key: null })).body;
  operations = Object.entries<Record<string, { security?: unknown[] }>>(document.paths)
    .filter(([path]) => path.startsWith('/v1/review/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => security?.length !== 0)
        .map(([method]) => ({ method: method.toUpperCase(), path })),
    );
  const ada = await signIn(desk, 'Ada');
  stranger = await signIn(desk, 'Stranger', 'admin', 'other');
  viewer = await signIn(desk, 'Viewer', 'viewer');
  const invitation = await desk.call('POST', '/v1/review/invitations', { body: {} });
  ids = {
    items: (await entryOf(desk, 'Of workspace default')).id,
    editors: (await ada.call('GET', '/v1/review/session')).body.editor.id,
    invitations: invitation.body.id,
  };
});
afterAll(() => desk.close());

const place = (path: string) => path.replace('{id}', ids[path.split('/')[3]!] ?? 'no-such-id');
const bodies: Readonly<Record<string, unknown>> = {
  check: { text: 'The bridge is back' },
  decision: { action: 'approve' },
  workspace: { workspaceId: 'default' },
  password: { currentPassword: 'x', newPassword: 'a password that is long' },
  preview: { leastConfidence: 0 },
  'bulk-approvals': { rule: { leastConfidence: 0 }, expected: 1 },
  '{id}': { role: 'admin' },
};
const bodyOf = ({ method, path }: Operation) =>
  method === 'GET' ? undefined : (bodies[path.split('/').at(-1)!] ?? {});

test('every route of the desk is known here', () => {
  expect(operations.length).toBeGreaterThan(25);
  expect(operations.filter(({ path }) => place(path).includes('no-such-id'))).toEqual([]);
});

test('nobody gets in without a session, with one that is made up, or with one that has ended', async () => {
  const gone = await signIn(desk, 'Gone', 'admin');
  const { cookie } = gone;
  await gone.call('DELETE', '/v1/review/session');
  const forged = cookie.replace(/\.[^.]*$/, '.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D');
  for (const operation of operations)
    for (const without of ['', 'masthead.session_token=made-up', forged, cookie]) {
      const { status } = await browser(desk, without).call(operation.method, place(operation.path), bodyOf(operation));
      expect([operation.method, operation.path, without, status]).toEqual([
        operation.method,
        operation.path,
        without,
        401,
      ]);
    }
});

test("another workspace's admin finds nothing here, by session or by key, and changes nothing", async () => {
  const before = await desk.call('GET', '/v1/review/items');
  for (const operation of operations.filter(({ path }) => path.includes('{id}'))) {
    const where = place(operation.path);
    const answers = [
      await stranger.call(operation.method, where, bodyOf(operation)),
      await desk.call(operation.method, where, { key: desk.keys.otherAdmin, body: bodyOf(operation) }),
    ];
    expect([operation.method, operation.path, ...answers.map(({ status }) => status)]).toEqual([
      operation.method,
      operation.path,
      404,
      404,
    ]);
  }
  for (const { path } of operations.filter(({ method, path: each }) => method === 'GET' && !each.includes('{id}'))) {
    if (path === '/v1/review/live') continue;
    const { status, body } = await stranger.call('GET', path);
    expect([path, status]).toEqual([path, 200]);
    expect(JSON.stringify(body)).not.toMatch(/Of workspace default|"a1"|"Ada"|"id":"default"/);
  }
  expect((await stranger.call('PUT', '/v1/review/session/workspace', { workspaceId: 'default' })).status).toBe(404);
  expect((await stranger.call('POST', '/v1/review/claims', {})).body.rows).toEqual([]);
  expect((await desk.call('GET', '/v1/review/items')).body).toEqual(before.body);
});

test('a viewer changes nothing', async () => {
  const looking = [
    'GET /v1/review/',
    'POST /v1/review/items/{id}/check',
    'PUT /v1/review/session',
    'DELETE /v1/review/session',
  ];
  const changing = operations.filter(
    ({ method, path }) => !looking.some((allowed) => `${method} ${path}`.startsWith(allowed)),
  );
  expect(changing.length).toBeGreaterThan(10);
  for (const operation of changing) {
    const { status } = await viewer.call(operation.method, place(operation.path), bodyOf(operation));
    expect([operation.method, operation.path, status]).toEqual([operation.method, operation.path, 403]);
  }
});

test('what had been written before there was a desk is entered as if it had been there', async () => {
  await write(desk, { text: 'Twice', users: ['u1', 'u2'] }, { text: 'Twice', users: ['u2', 'u3'] });
  const columns = `variant_id, item_id, item_version, kind, placement, section, verdict, confidence, risk, readers, for_everybody, state`;
  const rows = async () =>
    (await desk.store.pool.query(`select ${columns} from masthead.review_items order by variant_id`)).rows;
  const before = await rows();
  const migration = await readFile('src/store/migrations/0060_editors_desk.sql', 'utf8');
  await desk.store.pool.query('delete from masthead.review_items');
  await desk.store.pool.query(migration.slice(migration.indexOf('insert into masthead.review_items')));
  expect(await rows()).toEqual(before);
});
