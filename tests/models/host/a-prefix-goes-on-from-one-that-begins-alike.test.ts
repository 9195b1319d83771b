import { expect, it } from 'vitest';
import type { HostedLanguageModel } from '../../../models/host/hosted-language-model.ts';
import { openTinyModel, someIds } from './tiny-model.ts';

const article = someIds(200, 5);
/** Keys, values and what is read behind them. */
const read = async (model: HostedLanguageModel, prefix: readonly number[]) => {
  const scored = await model.score({
    prefix,
    rows: [{ tail: [{ ids: someIds(5, 2) }], continuation: someIds(12, 3) }],
    lane: 'bulk',
  });
  return { scored, content: await model.prefixCache(prefix) };
};

it.each([
  ['an article and a question behind it', [...article, ...someIds(20, 9)], 4],
  ['one that ends within the other’s chunk', article.slice(0, 150), 3],
  ['one that ends with a chunk', article.slice(0, 128), 2],
  ['one that goes another way after a chunk and a half', [...article.slice(0, 96), ...someIds(150, 8)], 4],
  ['one that begins otherwise', someIds(200, 6), 4],
])('%s: bit for bit as if it had been read alone, and whole chunks once only', async (_, ids, chunks) => {
  const [alone, after] = [await openTinyModel(), await openTinyModel()];
  const expected = await read(alone, ids);
  await read(after, article);
  const before = (await after.statistics()).steps;
  expect(await read(after, ids)).toEqual(expected);
  const steps = (await after.statistics()).steps - before;
  let alike = 0;
  while (alike < ids.length && ids[alike] === article[alike]) alike++;
  // Beside the chunks that are its own: the tail, and the handing over of keys and values.
  expect(steps).toBe(chunks - Math.floor(alike / 64) + 2);
});

it('the one it was copied from stays as it is', async () => {
  const model = await openTinyModel();
  const before = await read(model, article);
  await read(model, [...article, ...someIds(60, 9)]);
  expect(await read(model, article)).toEqual(before);
});
