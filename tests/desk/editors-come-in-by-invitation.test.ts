import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeskLink } from '../../src/store/editors/desk-links.ts';
import { openTestApi, type TestApi } from '../api/harness.ts';
import { browser, password, signIn } from './editors.ts';

let service: TestApi;
beforeAll(async () => {
  service = await openTestApi();
});
afterAll(() => service.close());

const signInWith = (email: string, secret: string, headers?: Record<string, string>) =>
  browser(service).call('POST', '/v1/review/session', { email, password: secret }, headers);

describe('an invitation', () => {
  test('makes an account, signs it in, and works once', async () => {
    const invited = await service.call('POST', '/v1/review/invitations', { body: { role: 'editor', note: 'Ada' } });
    expect(invited.body.path).toBe(`/desk/join#${invited.body.token}`);
    const { token } = invited.body;
    const ada = browser(service);
    const seen = await ada.call('POST', '/v1/review/links/inspect', { token });
    expect(seen.body).toMatchObject({ purpose: 'invitation', role: 'editor', workspace: { id: 'default' } });
    const joining = { token, name: 'Ada', email: 'Ada@Example.org', password };
    const opened = await ada.call('POST', '/v1/review/links/open', joining);
    expect(opened.status).toBe(200);
    expect(opened.body).toMatchObject({ name: 'Ada', role: 'editor', editor: { email: 'ada@example.org' } });
    expect((await ada.call('GET', '/v1/review/session')).body).toEqual(opened.body);
    expect((await browser(service).call('POST', '/v1/review/links/open', joining)).status).toBe(404);
    expect((await browser(service).call('POST', '/v1/review/links/inspect', { token })).status).toBe(404);
  });

  test('is not used up by a password that is too short or an account that is another’s', async () => {
    const { token } = (await service.call('POST', '/v1/review/invitations', { body: {} })).body;
    const short = { token, name: 'Bob', email: 'bob@example.org', password: 'short' };
    expect((await browser(service).call('POST', '/v1/review/links/open', short)).status).toBe(422);
    const adas = { token, name: 'Eve', email: 'ada@example.org', password: 'not the password of Ada' };
    const refused = await browser(service).call('POST', '/v1/review/links/open', adas);
    expect(refused.body.errors[0].pointer).toBe('/password');
    const incomplete = await browser(service).call('POST', '/v1/review/links/open', { token });
    expect(incomplete.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/name',
      '/email',
      '/password',
    ]);
    const sound = { token, name: 'Bob', email: 'bob@example.org', password };
    expect((await browser(service).call('POST', '/v1/review/links/open', sound)).status).toBe(200);
  });

  test('to a second workspace adds it to the account, and the editor goes from one to the other', async () => {
    const made = await service.call('POST', '/v1/review/invitations', { body: {}, key: service.keys.otherAdmin });
    const ada = browser(service);
    const joining = { token: made.body.token, name: 'Ada', email: 'ada@example.org', password };
    const opened = await ada.call('POST', '/v1/review/links/open', joining);
    expect(opened.body.workspace.id).toBe('other');
    expect(opened.body.workspaces.map(({ id }: { id: string }) => id).sort()).toEqual(['default', 'other']);
    const moved = await ada.call('PUT', '/v1/review/session/workspace', { workspaceId: 'default' });
    expect(moved.body.workspace.id).toBe('default');
    expect((await ada.call('PUT', '/v1/review/session/workspace', { workspaceId: 'third' })).status).toBe(404);
  });

  test('that is taken back or has expired opens nothing', async () => {
    const { id, token } = (await service.call('POST', '/v1/review/invitations', { body: {} })).body;
    expect((await service.call('DELETE', `/v1/review/invitations/${id}`)).status).toBe(204);
    const past = { purpose: 'invitation', role: 'editor', madeBy: 'the test', hours: -1 } as const;
    const expired = await createDeskLink(service.store, 'default', past);
    for (const spent of [token, expired.token])
      expect((await browser(service).call('POST', '/v1/review/links/inspect', { token: spent })).status).toBe(404);
  });

  test('keeps no token and no password that could be read', async () => {
    const { token } = (await service.call('POST', '/v1/review/invitations', { body: {} })).body;
    const { rows } = await service.store.pool.query(
      `select (select string_agg(link::text, '') from masthead.desk_links as link)
        || (select string_agg(credential::text, '') from masthead.editor_credentials as credential) as all`,
    );
    expect(rows[0].all).not.toContain(token);
    expect(rows[0].all).not.toContain(password);
    expect(service.log.join('')).not.toMatch(new RegExp(`${token}|${password}|ada@example`, 'i'));
  });
});

describe('a session', () => {
  test('is a cookie that scripts and other sites do not get; over https it is for https alone', async () => {
    const plain = await signInWith('ada@example.org', password);
    const [cookie] = plain.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/i);
    const secure = await signInWith('ada@example.org', password, { 'x-forwarded-proto': 'https' });
    expect(secure.headers.getSetCookie()[0]).toMatch(/^__Secure-.*; Secure/i);
  });

  test('needs the right password, and ends when one signs out', async () => {
    expect((await signInWith('ada@example.org', 'wrong')).status).toBe(401);
    expect((await signInWith('nobody@example.org', password)).status).toBe(401);
    const ada = browser(service);
    await ada.call('POST', '/v1/review/session', { email: 'ada@example.org', password });
    const { cookie } = ada;
    expect((await ada.call('GET', '/v1/review/items')).status).toBe(200);
    expect((await ada.call('DELETE', '/v1/review/session')).status).toBe(204);
    expect((await browser(service, cookie).call('GET', '/v1/review/items')).status).toBe(401);
    expect((await browser(service, `${cookie}x`).call('GET', '/v1/review/items')).status).toBe(401);
  });

  test('does nothing for a page of another site, nor for one that does not say where it is', async () => {
    const ada = await signIn(service, 'Grace', 'admin');
    const invite = (headers: Record<string, string>) =>
      service.call('POST', '/v1/review/invitations', {
        key: null,
        body: {},
        headers: { cookie: ada.cookie, ...headers },
      });
    expect((await invite({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403);
    expect((await invite({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await invite({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await invite({ origin: 'null' })).status).toBe(403);
    expect((await invite({})).status).toBe(403);
    expect((await invite({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await invite({ origin: 'http://localhost', host: 'localhost' })).status).toBe(201);
    expect((await signInWith('ada@example.org', password, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test('a password is changed by who knows it, and a lost one by a link from an admin', async () => {
    const hopper = await signIn(service, 'Hopper');
    const wrong = { currentPassword: 'not it', newPassword: 'another long password' };
    expect((await hopper.call('PUT', '/v1/review/session/password', wrong)).status).toBe(422);
    const right = { currentPassword: password, newPassword: 'another long password' };
    expect((await hopper.call('PUT', '/v1/review/session/password', right)).status).toBe(204);
    expect((await signInWith('hopper@example.org', password)).status).toBe(401);
    expect((await signInWith('hopper@example.org', 'another long password')).status).toBe(200);
    const { editor } = (await hopper.call('GET', '/v1/review/session')).body;
    const { token } = (await service.call('POST', `/v1/review/editors/${editor.id}/sign-in-link`)).body;
    const again = browser(service);
    const opened = await again.call('POST', '/v1/review/links/open', { token, password: 'a third long password' });
    expect(opened.body.name).toBe('Hopper');
    expect((await signInWith('hopper@example.org', 'a third long password')).status).toBe(200);
  });

  test('guessing is slowed down, for one account whatever the address', async () => {
    let last = 0;
    for (let attempt = 0; attempt < 12; attempt++)
      last = (await signInWith('target@example.org', `guess ${attempt}`)).status;
    expect(last).toBe(429);
    const refused = await signInWith('target@example.org', 'guess');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('roles', () => {
  test('a viewer looks, an editor decides, an admin invites', async () => {
    const other = await openTestApi({}, service);
    const vera = await signIn(other, 'Vera', 'viewer');
    const ed = await signIn(other, 'Ed', 'editor');
    expect((await vera.call('GET', '/v1/review/items')).status).toBe(200);
    expect((await vera.call('POST', '/v1/review/claims', {})).status).toBe(403);
    expect((await ed.call('POST', '/v1/review/claims', {})).status).toBe(200);
    expect((await ed.call('POST', '/v1/review/invitations', {})).status).toBe(403);
    expect((await ed.call('PATCH', '/v1/review/settings', { doubleShare: 1 })).status).toBe(403);
    expect((await ed.call('DELETE', '/v1/users/u1')).status).toBe(403);
    const veras = (await vera.call('GET', '/v1/review/session')).body;
    const path = `/v1/review/editors/${veras.editor.id}`;
    expect((await other.call('PATCH', path, { body: { role: 'editor' } })).status).toBe(204);
    expect((await vera.call('GET', '/v1/review/session')).body.role).toBe('editor');
    expect((await other.call('DELETE', path)).status).toBe(204);
    expect((await vera.call('GET', '/v1/review/items')).status).toBe(403);
    expect((await other.call('DELETE', path)).status).toBe(404);
  });

  test('a workspace keeps its last admin', async () => {
    const other = await openTestApi({}, service);
    const root = await signIn(other, 'Root', 'admin', 'other');
    const { editor } = (await root.call('GET', '/v1/review/session')).body;
    const path = `/v1/review/editors/${editor.id}`;
    expect((await root.call('PATCH', path, { role: 'viewer' })).status).toBe(409);
    expect((await root.call('DELETE', path)).status).toBe(409);
  });
});
