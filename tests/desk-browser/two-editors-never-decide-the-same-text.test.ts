import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chromiumPath,
  type DeskInBrowser,
  nextTitle,
  openDeskInBrowser,
  patience,
  proposedTitle,
} from './desk-in-browser.ts';

describe.skipIf(!chromiumPath)('two editors at once', { timeout: 240_000 }, () => {
  let desk: DeskInBrowser;
  let ada: Page;
  let bea: Page;
  const begin = async (page: Page) => {
    await page.goto(`${desk.url}/desk/queue`);
    await page.getByRole('button', { name: 'Begin with the first' }).click();
    await proposedTitle(page).waitFor();
    return (await proposedTitle(page).textContent())!;
  };

  beforeAll(async () => {
    desk = await openDeskInBrowser();
    ada = await desk.signIn('Ada Marsh');
    bea = await desk.signIn('Bea Stone');
  }, 240_000);
  afterAll(() => desk?.close());

  test('the second is told who is on it, and cannot decide', async () => {
    const title = await begin(ada);
    const place = ada.url();
    await ada.waitForLoadState('networkidle');
    await bea.goto(place);
    await bea.getByText('Ada Marsh is at work on this text.').waitFor();
    expect(await proposedTitle(bea).textContent()).toBe(title);
    expect(await bea.getByRole('button', { name: /^Approve/ }).isDisabled()).toBe(true);
    await bea.keyboard.press('a');
    expect(await proposedTitle(bea).textContent()).toBe(title);
  });

  test('beginning side by side, each gets texts of their own', async () => {
    const [first, second] = [await begin(ada), await begin(bea)];
    expect(second).not.toBe(first);
    const cleared: string[] = [];
    const clear = async (page: Page, title: string) => {
      let shown = title;
      for (let index = 0; index < 5; index++) {
        const approve = page.getByRole('button', { name: /^Approve/ });
        // The other may have begun on a text the moment before it is shown here: then one goes on.
        const taken = page.getByText(/ is at work on this text\.$/);
        await approve.or(taken).first().waitFor({ timeout: patience });
        while (!(await approve.isEnabled())) {
          if (await taken.isVisible()) {
            await page.keyboard.press('ArrowRight');
            shown = await nextTitle(page, shown);
          } else await page.waitForTimeout(100);
        }
        cleared.push(shown);
        await page.keyboard.press('a');
        shown = await nextTitle(page, shown);
      }
    };
    await Promise.all([clear(ada, first), clear(bea, second)]);
    const rows = async () => (await desk.service.call('GET', '/v1/review/decisions?limit=100')).body.rows;
    await expect.poll(async () => (await rows()).length, { timeout: patience }).toBeGreaterThanOrEqual(10);
    const entries = (await rows()).map(({ entryId }: { entryId: string }) => entryId);
    expect(new Set(entries).size).toBe(entries.length);
  });

  test('of two who race for one text, one decides and the other is told', async () => {
    const { body } = await desk.service.call('GET', '/v1/review/items?limit=200&state=waiting');
    const { id, text } = body.rows.at(-1);
    // Both look before either claim is answered: the server has the last word.
    await Promise.all(
      [ada, bea].map(async (page) => {
        await page.route('**/claim', (route) => route.abort());
        await page.goto(`${desk.url}/desk/item/${id}`);
        await proposedTitle(page).waitFor();
      }),
    );
    await Promise.all([ada.keyboard.press('a'), bea.keyboard.press('a')]);
    const refused = (page: Page) => page.getByText(/has approved this text already|is at work on this text/).waitFor();
    await Promise.race([refused(ada), refused(bea)]);
    const rows = (await desk.service.call('GET', `/v1/review/decisions?entryId=${id}`)).body.rows;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: 'approve', before: text });
  });
});
