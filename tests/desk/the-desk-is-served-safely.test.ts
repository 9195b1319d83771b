import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../api/harness.ts';

const outer = mkdtempSync(join(tmpdir(), 'masthead-desk-'));
const folder = join(outer, 'review');
let service: TestApi;
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Desk</title>');
  writeFileSync(join(folder, 'assets', 'index-4f2a.js'), 'export {};');
  writeFileSync(join(outer, 'secret.txt'), 'not for anyone');
  service = await openTestApi({ deskFolder: folder });
});
afterAll(async () => {
  await service.close();
  rmSync(outer, { recursive: true, force: true });
});

const get = (path: string) => service.call('GET', path, { key: null });

test('the page is sent for every place in the desk, and asked for anew each time', async () => {
  for (const path of [
    '/desk',
    '/desk/',
    '/desk/queue',
    '/desk/items/0193b2a8-0000-7000-8000-000000000000',
    '/desk/join',
  ]) {
    const { status, headers, body } = await get(path);
    expect([path, status, body]).toEqual([path, 200, '<!doctype html><title>Desk</title>']);
    expect(headers.get('cache-control')).toBe('no-cache');
  }
  expect((await get('/')).headers.get('location')).toBe('/desk');
});

test('files with a hash in their name are kept for good; one that is missing is missing, not the page', async () => {
  const script = await get('/desk/assets/index-4f2a.js');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(script.headers.get('content-type')).toContain('text/javascript');
  expect((await get('/desk/assets/index-0000.js')).status).toBe(404);
});

test('nothing inline and nothing from elsewhere may run, and no other page may frame it', async () => {
  for (const path of ['/desk', '/desk/queue', '/desk/assets/index-4f2a.js']) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  }
});

test('no path leads out of the folder', async () => {
  for (const path of [
    '/desk/../secret.txt',
    '/desk/..%2fsecret.txt',
    '/desk/%2e%2e/secret.txt',
    '/desk/%2e%2e%2fsecret.txt',
    '/desk/assets/..%2f..%2fsecret.txt',
    '/desk/..%5csecret.txt',
    '/desk//etc/passwd.txt',
    '/desk/%00.txt',
    '/desk/%zz.txt',
  ])
    expect([path, (await get(path)).body]).not.toEqual([path, 'not for anyone']);
});

test('where nothing was built it says what to do', async () => {
  const bare = await openTestApi({ deskFolder: join(outer, 'nowhere') }, service);
  const { status, body } = await bare.call('GET', '/desk', { key: null });
  expect(status).toBe(503);
  expect(body.detail).toContain('npm run build');
});
