import { performance } from 'node:perf_hooks';
import { chromiumPath, nextTitle, openDeskInBrowser, proposedTitle } from '../tests/desk-browser/desk-in-browser.ts';

/**
 * How long an editor waits between two texts: a hand that approves as soon as the next text stands there, so that nothing
 * but the desk and the server is measured. Prints milliseconds from the key to the next title on the screen, and how many
 * of them were spent waiting on the network: from the key to the arrival of the next text, none when it was there before.
 *
 *     npx tsx bench/desk-keyboard.ts [texts, 100]
 */
const texts = Number(process.argv[2] ?? 100);
if (!chromiumPath) throw new Error('bench/desk-keyboard.ts needs chromium: install it, or set CHROMIUM to its path');

const desk = await openDeskInBrowser(Math.max(0, texts - 20));
const page = await desk.signIn('Ada Marsh');
await page.getByRole('button', { name: 'Begin with the first' }).click();
await proposedTitle(page).waitFor();
await page.waitForLoadState('networkidle').catch(() => undefined);

// Measured in the page itself, from the key's event to the frame that shows another title: the driver's own way there
// and back is no editor's. A string, since the page knows nothing of what a loader adds to functions.
await page.evaluate(`
  window.waits = [];
  window.network = [];
  performance.setResourceTimingBufferSize(20000);
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'a') return;
    const begun = performance.now();
    const shown = () => document.querySelector('h1.titles__proposed')?.textContent ?? null;
    const before = shown();
    const look = () => {
      const now = shown();
      if (now !== null && now !== before) {
        window.waits.push(performance.now() - begun);
        const path = '/v1/review/items/' + location.pathname.split('/').at(-1);
        const came = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith(path));
        window.network.push(came.length > 0 ? Math.max(0, Math.min(...came.map((one) => one.responseEnd)) - begun) : 0);
      }
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, true);
`);
const begun = performance.now();
let title = (await proposedTitle(page).textContent())!;
for (let index = 0; index < texts; index++) {
  await page.keyboard.press('a');
  title = await nextTitle(page, title);
}
const seconds = (performance.now() - begun) / 1000;
const waits = await page.evaluate<number[]>('window.waits');
const network = await page.evaluate<number[]>('window.network');
const quantile = (values: readonly number[], share: number) => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
};
const { body } = await desk.service.call('GET', `/v1/review/decisions?limit=200&action=approve`);
console.log(
  JSON.stringify({
    texts: waits.length,
    decided: body.rows.length,
    toTheNextTitle: { median: quantile(waits, 0.5), p95: quantile(waits, 0.95), most: quantile(waits, 1) },
    onTheNetwork: { median: quantile(network, 0.5), p95: quantile(network, 0.95), most: quantile(network, 1) },
    complaints: desk.complaints,
    textsASecond: Number((texts / seconds).toFixed(1)),
  }),
);
await desk.close();
