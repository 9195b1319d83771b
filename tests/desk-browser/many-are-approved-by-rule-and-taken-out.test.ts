import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, type DeskInBrowser, openDeskInBrowser, patience, picture } from './desk-in-browser.ts';

describe.skipIf(!chromiumPath)('many texts at once', { timeout: 240_000 }, () => {
  let desk: DeskInBrowser;
  let page: Page;
  const download = async (name: string, format: string) => {
    await page.goto(`${desk.url}/desk/exports`);
    const card = page.locator('.card', { has: page.getByRole('heading', { name }) });
    const [file] = await Promise.all([page.waitForEvent('download'), card.getByRole('link', { name: format }).click()]);
    return readFile(await file.path(), 'utf8');
  };
  const approvedNow = async () =>
    (await desk.service.call('GET', '/v1/review/items?limit=200&state=approved')).body.rows as {
      id: string;
      text: string;
    }[];

  beforeAll(async () => {
    desk = await openDeskInBrowser();
    page = await desk.signIn('Ada Marsh');
  }, 240_000);
  afterAll(() => desk?.close());

  test('a rule says how many it takes before it takes them', async () => {
    await page.keyboard.press('b');
    await page.getByRole('heading', { name: 'Approve by a rule' }).waitFor();
    const button = page.getByRole('button', { name: /^Approve \d+$/ });
    await expect.poll(() => button.isEnabled(), { timeout: patience }).toBe(true);
    await picture(page, 'bulk-approval');
    const said = Number(/\d+/.exec((await button.textContent())!)![0]);
    await button.click();
    await page.getByText(`${said} texts are approved`).waitFor();
    expect(await approvedNow()).toHaveLength(said);
    expect(said).toBeGreaterThan(10);
    const { body } = await desk.service.call('GET', '/v1/review/items?limit=200&state=approved');
    expect(body.rows.every(({ verdict }: { verdict: string }) => verdict === 'supported')).toBe(true);
  });

  test('what is approved is taken out as it stands', async () => {
    const lines = (await download('Approved texts', 'JSON lines'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const approved = await approvedNow();
    const texts = (rows: readonly { id: string; text: string }[]) => rows.map(({ id, text }) => `${id} ${text}`).sort();
    expect(texts(lines)).toEqual(texts(approved));
    const csv = await download('Approved texts', 'CSV');
    expect(csv.split('\n')[0]).toContain('originalTitle');
    for (const { text } of approved.slice(0, 5)) expect(csv).toContain(text.replaceAll('"', '""'));
  });

  test('the history has each of them, and one can be taken back', async () => {
    await page.goto(`${desk.url}/desk/history`);
    const first = page.locator('.happened').first();
    await first.getByText('by a rule').waitFor();
    const before = (await approvedNow()).length;
    await first.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone: the text waits again.').waitFor();
    expect(await approvedNow()).toHaveLength(before - 1);
  });

  test('the queue says at once what a program decides meanwhile', async () => {
    await page.goto(`${desk.url}/desk/queue`);
    const entry = page.locator('.entry').first();
    const title = await entry.locator('.entry__title').textContent();
    const id = /item\/([^?]+)/.exec((await entry.getAttribute('href'))!)![1];
    await desk.service.call('POST', `/v1/review/items/${id}/decision`, { body: { action: 'skip' } });
    await expect.poll(() => page.locator('.entry__title', { hasText: title! }).count(), { timeout: patience }).toBe(0);
  });

  test('no complaint from the browser', () => {
    expect(desk.complaints).toEqual([]);
  });
});
