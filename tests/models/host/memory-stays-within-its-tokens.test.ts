import { expect, it } from 'vitest';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

it('keeps prefixes that were used last and forgets others, within the stated tokens', async () => {
  const memoryTokens = 512;
  const model = await openTinyModel({ memoryTokens });
  const ask = (seed: number) => model.firstLogits(someIds(60, seed), [{ ids: [5] }]);
  const first = await ask(0);
  for (let seed = 1; seed < 12; seed++) {
    await ask(seed);
    const { tokens, prefixTokens } = await model.statistics();
    expect(tokens).toBeLessThanOrEqual(memoryTokens);
    expect(prefixTokens).toBeLessThanOrEqual(memoryTokens / 2);
  }
  const before = await model.statistics();
  expect(before.prefixes).toBe(4);
  await ask(11);
  const known = await model.statistics();
  expect(known.steps - before.steps).toBe(1);
  expect(await ask(0)).toEqual(first);
  expect((await model.statistics()).steps - known.steps).toBe(2);
});

it('rows beyond the memory wait and are served; more are served than fit at once', async () => {
  const memoryTokens = 400;
  const model = await openTinyModel({ memoryTokens });
  let most = 0;
  const rows = Array.from({ length: 40 }, (_, seed) => ({
    tail: [{ ids: someIds(10, seed) }],
    sampling: greedy({ temperature: 1, seed, maxTokens: 20, bannedIds: [0] }),
  }));
  const work = [1, 2, 3].map((seed) => model.generate({ prefix: someIds(40, seed), rows, lane: 'bulk' }));
  const watch = setInterval(async () => {
    most = Math.max(most, (await model.statistics()).tokens);
  }, 2);
  const results = await Promise.all(work);
  clearInterval(watch);
  expect(results.flat().map((row) => row.ids.length)).toEqual(new Array(120).fill(20));
  expect(most).toBeGreaterThan(100);
  expect(most).toBeLessThanOrEqual(memoryTokens);
});

it('refuses what could never fit, naming the cure, and what exceeds the model', async () => {
  const model = await openTinyModel({ memoryTokens: 100 });
  const ask = (length: number, maxTokens: number) =>
    model.generate({
      prefix: [],
      rows: [{ tail: [{ ids: someIds(length, 1) }], sampling: greedy({ maxTokens }) }],
      lane: 'bulk',
    });
  await expect(ask(90, 10)).rejects.toThrow(/raise memoryTokens/);
  await expect(ask(400, 200)).rejects.toThrow(/the model has 512 positions/);
  await expect(ask(0, 5)).rejects.toThrow(/at least one token/);
  expect((await ask(10, 5))[0]!.finish).toMatch(/length|stop/);
});
