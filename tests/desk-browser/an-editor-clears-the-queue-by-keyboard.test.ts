import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeskLink } from '../../src/store/editors/desk-links.ts';
import {
  chromiumPath,
  type DeskInBrowser,
  nextTitle,
  openDeskInBrowser,
  patience,
  picture,
  proposedTitle,
} from './desk-in-browser.ts';

describe.skipIf(!chromiumPath)('an editor at the keyboard', { timeout: 240_000 }, () => {
  let desk: DeskInBrowser;
  let page: Page;
  const decisions = async (query = '') =>
    (await desk.service.call('GET', `/v1/review/decisions?limit=100${query}`)).body.rows;
  const openEntry = async (text: string) => {
    const { body } = await desk.service.call('GET', '/v1/review/items?limit=200');
    const entry = body.rows.find((row: { text: string }) => row.text === text);
    await page.goto(`${desk.url}/desk/item/${entry.id}`);
    await proposedTitle(page).getByText(text.slice(0, 12)).waitFor();
    return entry;
  };

  beforeAll(async () => {
    desk = await openDeskInBrowser(10);
  }, 240_000);
  afterAll(() => desk?.close());

  test('comes in by a link that works once', async () => {
    const given = { purpose: 'invitation', role: 'editor', madeBy: 'the test', hours: 1 } as const;
    const { token } = await createDeskLink(desk.service.store, 'default', given);
    page = await desk.visit();
    await page.goto(`${desk.url}/desk/join#${token}`);
    await page.getByLabel('Your name').fill('Ada Marsh');
    await picture(page, 'sign-in-by-link');
    await page.getByLabel('E-mail address').fill('ada@courier.example');
    await page.getByLabel('A password').fill('a long and quiet password');
    await page.getByRole('button', { name: 'Come in' }).click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();

    const late = await desk.visit();
    await late.goto(`${desk.url}/desk/join#${token}`);
    await late.getByRole('alert').getByText('This link was used').waitFor();
  });

  test('clears twenty texts', async () => {
    const before = (await desk.service.call('GET', '/v1/review/counts')).body.open;
    await page.getByText('waiting').first().waitFor();
    await page.keyboard.press('ArrowRight');
    await proposedTitle(page).waitFor();
    const seen: string[] = [];
    let title = (await proposedTitle(page).textContent())!;
    for (let index = 0; index < 20; index++) {
      seen.push(title);
      await page.keyboard.press('a');
      title = await nextTitle(page, title);
    }
    expect(new Set(seen).size).toBe(20);
    await expect.poll(async () => (await decisions('&action=approve')).length, { timeout: patience }).toBe(20);
    const approved = (await decisions('&action=approve')).map(({ after }: { after: string }) => after);
    expect(approved.toReversed()).toEqual(seen);
    expect((await desk.service.call('GET', '/v1/review/counts')).body.open).toBe(before - 20);
  });

  test('takes a decision back', async () => {
    const title = (await proposedTitle(page).textContent())!;
    await page.keyboard.press('a');
    const next = await nextTitle(page, title);
    await page.keyboard.press('u');
    expect(await nextTitle(page, next)).toBe(title);
    await page.getByText('Undone: the text waits again.').waitFor();
    const [undo] = await decisions();
    expect(undo).toMatchObject({ action: 'undo', stateAfter: 'waiting', by: 'Ada Marsh' });
  });

  test('turns a text down for a reason', async () => {
    const title = (await proposedTitle(page).textContent())!;
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Why is it rejected?' }).waitFor();
    await picture(page, 'reject');
    await page.keyboard.press('4');
    await nextTitle(page, title);
    await expect
      .poll(async () => (await decisions('&action=reject'))[0], { timeout: patience })
      .toMatchObject({
        reason: 'wrong-emphasis',
        before: title,
      });
  });

  test('moves on with the arrows, and decides nothing by it', async () => {
    const count = (await decisions()).length;
    const title = (await proposedTitle(page).textContent())!;
    await page.keyboard.press('ArrowRight');
    const next = await nextTitle(page, title);
    await page.keyboard.press('ArrowLeft');
    expect(await nextTitle(page, next)).toBe(title);
    expect((await decisions()).length).toBe(count);
  });

  test('lights a claim and its words in the article', async () => {
    const { body } = await desk.service.call('GET', '/v1/review/items?limit=200&verdict=supported');
    const told = body.rows.find(({ text }: { text: string }) => /\d/.test(text));
    await openEntry(told.text);
    await page.keyboard.press('1');
    await page.locator('.claim[aria-pressed="true"]').waitFor();
    await page.locator('.article mark[data-lit]').first().waitFor();
    const claimed = await page.locator('.titles__proposed mark[data-lit]').first().textContent();
    const evidence = await page.locator('.article mark[data-lit]').first().textContent();
    expect(claimed!.length).toBeGreaterThan(0);
    expect(told.text).toContain(claimed);
    expect(evidence!.length).toBeGreaterThan(0);
    await page.keyboard.press('0');
    await expect.poll(() => page.locator('mark[data-lit]').count(), { timeout: patience }).toBe(0);
  });

  test('is told when an edit says what the article does not', async () => {
    const { body } = await desk.service.call('GET', '/v1/review/items?limit=200&verdict=supported');
    const { text, id } = body.rows.find(({ text }: { text: string }) => /\d{2}/.test(text));
    await openEntry(text);
    const wrong = text.replace(/\d[\d.,]*/, '987,654');
    await page.keyboard.press('e');
    const field = page.getByRole('textbox', { name: 'The proposed title' });
    await field.fill(wrong);
    await page.locator('.edit__marks mark:not([data-verdict="supported"])').first().waitFor();
    await page.getByRole('button', { name: 'Save against the check' }).waitFor();
    await picture(page, 'edit-caught');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The check does not pass this text' }).waitFor();
    await page.getByRole('button', { name: 'Go on editing' }).click();
    expect((await desk.service.call('GET', `/v1/review/items/${id}`)).body.decisions).toEqual([]);

    const right = text.endsWith('.') ? text.slice(0, -1) : `${text}.`;
    await field.fill(right);
    // Saved at once: what the check says meanwhile decides.
    await field.press('Enter');
    await nextTitle(page, text);
    await expect
      .poll(async () => (await decisions('&action=edit'))[0], { timeout: patience })
      .toMatchObject({
        before: text,
        after: right,
        override: null,
      });
  });

  test('finds an edit that the check refuses on saving as it was typed', async () => {
    const { body } = await desk.service.call('GET', '/v1/review/items?limit=200&verdict=supported');
    const { text, id } = body.rows.find(({ text }: { text: string }) => /\d{2}/.test(text));
    await openEntry(text);
    await page.waitForLoadState('networkidle');
    // The check while typing is away: only the server's word on saving is left.
    const away = { status: 404, contentType: 'application/problem+json', body: '{"detail":"The check is away."}' };
    await page.route('**/check', (route) => route.fulfill(away));
    const wrong = text.replace(/\d[\d.,]*/, '987,654');
    await page.keyboard.press('e');
    const field = page.getByRole('textbox', { name: 'The proposed title' });
    await field.fill(wrong);
    await page.getByText('The check is away.').waitFor();
    await field.press('Enter');
    await page.getByText('Your edit is not saved.').waitFor();
    await expect.poll(() => field.inputValue(), { timeout: patience }).toBe(wrong);
    expect(page.url()).toContain(id);
    await page.locator('.edit__marks mark:not([data-verdict="supported"])').first().waitFor();
    expect((await desk.service.call('GET', `/v1/review/items/${id}`)).body.decisions).toEqual([]);

    await page.getByRole('button', { name: 'Save against the check' }).click();
    await page.getByLabel('Why it stands all the same').fill('The desk rang and asked');
    await page.getByRole('button', { name: 'Let it stand' }).click();
    await expect
      .poll(async () => (await decisions('&action=edit'))[0], { timeout: patience })
      .toMatchObject({ before: text, after: wrong, override: 'The desk rang and asked' });
    await page.unroute('**/check');
  });

  test('finds an edit again that was left half done', async () => {
    const { body } = await desk.service.call('GET', '/v1/review/items?limit=200&verdict=supported');
    const { text } = body.rows[0];
    await openEntry(text);
    await page.waitForLoadState('networkidle');
    const place = page.url();
    await page.keyboard.press('e');
    const field = page.getByRole('textbox', { name: 'The proposed title' });
    const half = `${text} and so`;
    await field.fill(half);
    await field.blur();
    await page.keyboard.press('ArrowRight');
    await proposedTitle(page).waitFor();
    await page.goBack();
    await page.waitForURL(place);
    expect(await field.inputValue()).toBe(half);
    await page.keyboard.press('e');
    await field.press('Escape');
    expect(await proposedTitle(page).textContent()).toBe(text);
  });

  test('sees every key on one sheet', async () => {
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
    await picture(page, 'keys');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Keys' }).waitFor({ state: 'detached' });
  });

  test('hears no complaint from the browser', () => {
    expect(desk.complaints).toEqual([]);
  });
});
