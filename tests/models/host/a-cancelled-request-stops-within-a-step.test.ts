import { expect, it } from 'vitest';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

const long = { tail: [{ ids: someIds(8, 1) }], sampling: greedy({ temperature: 1, maxTokens: 300, stopIds: [] }) };

it('rejects with the reason, frees its memory, and leaves its neighbour alone', async () => {
  const model = await openTinyModel();
  const prefix = someIds(40, 1);
  const neighbourRow = { ...long, sampling: { ...long.sampling, seed: 2, maxTokens: 60 } };
  const [expected] = await model.generate({ prefix, rows: [neighbourRow], lane: 'bulk' });

  const controller = new AbortController();
  let seen = 0;
  const doomed = model.generate({
    prefix,
    rows: [long, { ...long, sampling: { ...long.sampling, seed: 3 } }],
    lane: 'bulk',
    signal: controller.signal,
    onToken: () => {
      seen += 1;
      if (seen === 6) controller.abort(new Error('the editor closed the page'));
    },
  });
  const neighbour = model.generate({ prefix, rows: [neighbourRow], lane: 'bulk' });
  await expect(doomed).rejects.toThrow('the editor closed the page');
  const seenAtAbort = seen;
  expect((await neighbour)[0]).toEqual(expected);
  expect(seen).toBe(seenAtAbort);
  const { tokens, prefixTokens } = await model.statistics();
  expect(tokens).toBe(prefixTokens);
});

it('takes at most one more step once the host has heard of it', async () => {
  const model = await openTinyModel();
  const controller = new AbortController();
  const doomed = model.generate({
    prefix: [],
    rows: [long],
    lane: 'bulk',
    signal: controller.signal,
    onToken: () => controller.abort(),
  });
  await expect(doomed).rejects.toThrow();
  // Messages arrive in order: the first answer tells how far the host was when it heard of the end.
  const { steps } = await model.statistics();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await model.statistics()).steps).toBeLessThanOrEqual(steps + 1);
});

it('a signal aborted beforehand asks nothing of the host', async () => {
  const model = await openTinyModel();
  const signal = AbortSignal.abort(new Error('too late'));
  await expect(
    model.score({ prefix: [], rows: [{ tail: [{ ids: [5] }], continuation: [6] }], lane: 'bulk', signal }),
  ).rejects.toThrow('too late');
  expect((await model.statistics()).steps).toBe(0);
});
