import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findJob } from '../../src/store/jobs.ts';
import { finish } from '../api/finished-work.ts';
import { headlineJob } from '../api/harness.ts';
import { chromiumPath, type DeskInBrowser, openDeskInBrowser, picture, proposedTitle } from './desk-in-browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** What axe finds that keeps somebody out. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (
      window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

describe.skipIf(!chromiumPath)('the desk', { timeout: 240_000 }, () => {
  let desk: DeskInBrowser;
  let page: Page;
  let small: Page;
  let entryId: string;
  const pages: readonly (readonly [name: string, path: () => string, ready: string])[] = [
    ['queue', () => '/desk/queue', '.entry'],
    ['item', () => `/desk/item/${entryId}`, '.clock'],
    ['history', () => '/desk/history', '.happened'],
    ['exports', () => '/desk/exports', '.card'],
    ['dashboard', () => '/desk/dashboard', '.board'],
    ['jobs', () => '/desk/jobs', '.job'],
    ['readers', () => '/desk/readers?id=reader-edda', '.clock'],
    ['system', () => '/desk/system', '.facts'],
    ['editors', () => '/desk/editors', 'tbody tr'],
  ];
  const open = async (where: Page, path: string, ready: string) => {
    await where.goto(desk.url + path);
    await where.locator(ready).first().waitFor();
  };

  /** Decides as the desk's own page does: with the session's cookie, from this origin. */
  const decide = (id: string, deed: object) =>
    page.evaluate(
      async ([path, body]) => {
        const headers = { 'content-type': 'application/json' };
        const { status } = await fetch(path!, { method: 'POST', headers, body });
        if (status !== 200) throw new Error(`${path} answered ${status}`);
      },
      [`/v1/review/items/${id}/decision`, JSON.stringify(deed)],
    );

  beforeAll(async () => {
    desk = await openDeskInBrowser();
    page = await desk.signIn('Ada Marsh', 'admin', { colorScheme: 'light' });
    small = await desk.signIn('Bea Stone', 'admin', { ...phone, colorScheme: 'light' });
    const { body } = await desk.service.call('GET', '/v1/review/items?limit=200&order=reach');
    const told = body.rows.find(({ verdict }: { verdict: string }) => verdict === 'contradicted') ?? body.rows[0];
    entryId = told.id;
    const deeds = [
      { action: 'approve' },
      { action: 'approve' },
      { action: 'reject', reason: 'wrong-emphasis' },
      { action: 'approve' },
      { action: 'skip' },
    ];
    const others = body.rows.filter(({ id }: { id: string }) => id !== entryId);
    for (const [index, deed] of deeds.entries()) await decide(others[index].id, deed);
    const { id, text } = others[5];
    const edit = { action: 'edit', text: `${text}, in short`, override: 'Only shorter' };
    await decide(id, edit);
  }, 240_000);
  afterAll(() => desk?.close());

  test('the door has no barrier', async () => {
    const visitor = await desk.visit();
    await open(visitor, '/desk/', 'form');
    await picture(visitor, 'sign-in');
    expect(await barriers(visitor)).toEqual([]);
    const dark = await desk.visit({ ...phone, colorScheme: 'dark' });
    await open(dark, '/desk/', 'form');
    await picture(dark, 'sign-in-phone-dark');
  });

  test.each(pages)('%s has no barrier, in light and in dark', async (name, path, ready) => {
    await open(page, path(), ready);
    await picture(page, name);
    const inLight = await barriers(page);
    // A colour half way between two schemes is nobody's.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
    );
    await picture(page, `${name}-dark`);
    const inDark = await barriers(page);
    await page.emulateMedia({ colorScheme: 'light' });
    expect({ inLight, inDark }).toEqual({ inLight: [], inDark: [] });
  });

  test.each(pages)('%s fits a phone', async (name, path, ready) => {
    await open(small, path(), ready);
    await picture(small, `${name}-phone`);
    const overflow = await small.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await barriers(small)).toEqual([]);
  });

  test('on a phone, who is at work on a text is told below its title', async () => {
    const claimed = page.waitForResponse((response) => response.url().endsWith(`/${entryId}/claim`) && response.ok());
    await open(page, `/desk/item/${entryId}`, '.clock');
    await claimed;
    await open(small, '/desk/queue', '.entry__held');
    const held = small.locator('.entry:has(.entry__held)').first();
    const title = (await held.locator('.entry__title').boundingBox())!;
    const who = (await held.locator('.entry__held').boundingBox())!;
    const age = (await held.locator('.entry__age').boundingBox())!;
    const row = (await held.boundingBox())!;
    expect(who.y).toBeGreaterThanOrEqual(title.y + title.height);
    // On one line with how long it waits.
    expect(Math.abs(who.y + who.height - age.y - age.height)).toBeLessThan(6);
    expect(title.y).toBeGreaterThan(row.y);
    expect(who.y + who.height).toBeLessThan(row.y + row.height);
  });

  test('its colours can be turned by hand, and stay', async () => {
    await open(page, '/desk/exports', '.card');
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: /^Colours:/ }).click();
    await page.getByRole('button', { name: /^Colours: light/ }).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.locator('.card').first().waitFor();
    expect(await paper()).toBe(dark);
    await page.getByRole('button', { name: /^Colours: dark/ }).click();
  });

  test('a headline that holds a script stays a headline', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script> & “quoted”';
    const { body } = await desk.service.call('POST', '/v1/jobs', {
      body: headlineJob({ itemId: 'art-wind-farm', audience: { userId: 'reader-ada' } }),
    });
    await finish(desk.service.store, (await findJob(desk.service.store, 'default', body.id))!, hostile);
    const { body: list } = await desk.service.call('GET', '/v1/review/items?limit=200');
    const { id } = list.rows.find(({ text }: { text: string }) => text === hostile);
    await open(page, `/desk/item/${id}`, 'h1.titles__proposed');
    expect(await proposedTitle(page).textContent()).toBe(hostile);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.title()).toContain('<img');
  });

  test('its policy allows nothing inline and nothing from elsewhere', async () => {
    const response = await fetch(`${desk.url}/desk/queue`);
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=/);
    expect(html).not.toMatch(/(?:src|href)="(?!\/desk\/)/);
  });

  test('no complaint from the browser', () => {
    expect(desk.complaints).toEqual([]);
  });
});
