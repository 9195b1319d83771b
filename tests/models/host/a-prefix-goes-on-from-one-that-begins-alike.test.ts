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

it('where room is short, an article’s frame makes way for the frame with the question, from which it can be had again', async () => {
  // Half of it for prefixes that nobody uses: room for three frames with their questions, not for the frames as well.
  const model = await openTinyModel({ memoryTokens: 1600 });
  const frames = [1, 2, 3].map((seed) => someIds(200, seed));
  const asked = frames.map((frame) => [...frame, ...someIds(20, 9)]);
  for (const index of frames.keys()) {
    await read(model, frames[index]!);
    await read(model, asked[index]!);
  }
  const steps = async (prefix: readonly number[]) => {
    const before = (await model.statistics()).steps;
    await read(model, prefix);
    return (await model.statistics()).steps - before;
  };
  // The tail, and the handing over: nothing of the prefix is read again.
  for (const prefix of asked) expect(await steps(prefix)).toBe(2);
  // Of the frame its last chunk is, by either of the two requests: it makes way again at once.
  expect(await steps(frames[0]!)).toBe(4);
  const { prefixTokens } = await model.statistics();
  expect(prefixTokens).toBeLessThanOrEqual(800);
});

it('the one it was copied from stays as it is', async () => {
  const model = await openTinyModel();
  const before = await read(model, article);
  await read(model, [...article, ...someIds(60, 9)]);
  expect(await read(model, article)).toEqual(before);
});
