import { performance } from 'node:perf_hooks';
import { chromiumPath, nextTitle, openDeskInBrowser, proposedTitle } from '../tests/desk-browser/desk-in-browser.ts';

/**
 * How long an editor waits between two texts: an editor's hand approves as soon as the next text stands there, so that
 * nothing but the desk and the server is measured. Prints milliseconds from the key to the next title on the screen.
 *
 *     npx tsx bench/desk-keyboard.ts [texts, 100]
 */
const texts = Number(process.argv[2] ?? 100);
if (!chromiumPath) throw new Error('bench/desk-keyboard.ts needs chromium: install it, or set CHROMIUM to its path');

const desk = await openDeskInBrowser(texts + 50);
const page = await desk.signIn('Ada Marsh');
await page.getByRole('button', { name: 'Begin with the first' }).click();
await proposedTitle(page).waitFor();
await page.waitForLoadState('networkidle').catch(() => undefined);

// Measured in the page itself, from the key's event to the frame that shows another title: the driver's own way there
// and back is no editor's.
await page.evaluate(() => {
  const seen = window as unknown as { waits: number[] };
  seen.waits = [];
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'a') return;
      const begun = performance.now();
      const shown = () => document.querySelector('h1.titles__proposed')?.textContent ?? null;
      const before = shown();
      const look = () => {
        const now = shown();
        if (now !== null && now !== before) seen.waits.push(performance.now() - begun);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    true,
  );
});
const begun = performance.now();
let title = (await proposedTitle(page).textContent())!;
for (let index = 0; index < texts; index++) {
  await page.keyboard.press('a');
  title = await nextTitle(page, title);
}
const seconds = (performance.now() - begun) / 1000;
const waits = await page.evaluate(() => (window as unknown as { waits: number[] }).waits);
const sorted = waits.toSorted((a, b) => a - b);
const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(0);
const { body } = await desk.service.call('GET', `/v1/review/decisions?limit=200&action=approve`);
console.log(
  JSON.stringify({
    texts: waits.length,
    decided: body.rows.length,
    medianMilliseconds: Number(quantile(0.5)),
    p95Milliseconds: Number(quantile(0.95)),
    mostMilliseconds: Number(quantile(1)),
    textsASecond: Number((texts / seconds).toFixed(1)),
  }),
);
await desk.close();
