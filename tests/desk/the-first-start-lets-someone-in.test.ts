import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoDeskLink } from '../../src/cli/demo/demo-desk-link.ts';
import { firstAdminLink } from '../../src/server/first-link.ts';
import { openTestApi, type TestApi } from '../api/harness.ts';
import { browser, password } from './editors.ts';

let service: TestApi;
beforeAll(async () => {
  service = await openTestApi();
});
afterAll(() => service.close());

const tokenOf = (link: string) => link.split('#')[1]!;
const open = (token: string, more: Record<string, string> = {}) =>
  browser(service).call('POST', '/v1/review/links/open', { token, ...more });

test('while nobody can sign in each start makes a new link for an admin, and earlier ones open nothing', async () => {
  const first = (await firstAdminLink(service.store))!;
  const second = (await firstAdminLink(service.store))!;
  expect(first).toMatch(/^\/desk\/join#/);
  const root = { name: 'Root', email: 'root@example.org', password };
  expect((await open(tokenOf(first), root)).status).toBe(404);
  const opened = await open(tokenOf(second), root);
  expect(opened.body).toMatchObject({ role: 'admin', workspace: { id: 'default' } });
  expect(await firstAdminLink(service.store)).toBeNull();
});

test("the demo's link signs the demo's editor in, once, whatever start it is of", async () => {
  const link = await demoDeskLink(service.store, 'other');
  const again = await demoDeskLink(service.store, 'other');
  const opened = await open(tokenOf(link));
  expect(opened.body).toMatchObject({ name: 'Demo editor', role: 'admin', workspace: { id: 'other' } });
  expect((await open(tokenOf(link))).status).toBe(404);
  expect((await open(tokenOf(again))).body.actorId).toBe(opened.body.actorId);
});
