import { Worker } from 'node:worker_threads';
import { afterEach, expect, it, vi } from 'vitest';
import { randomWeights } from '../decoder/random-weights.ts';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

afterEach(() => vi.restoreAllMocks());
const endless = {
  tail: [{ ids: someIds(4, 1) }],
  sampling: greedy({ temperature: 1, maxTokens: 400, bannedIds: [0] }),
};

it('pending and later calls reject when the thread dies', async () => {
  const model = await openTinyModel();
  const spy = vi.spyOn(Worker.prototype, 'postMessage');
  const pending = model.generate({ prefix: [], rows: [endless], lane: 'bulk' });
  const worker = spy.mock.contexts[0] as Worker;
  await worker.terminate();
  await expect(pending).rejects.toThrow(/host ended \(exit code 1\)/);
  await expect(model.firstLogits([], [{ ids: [5] }])).rejects.toThrow(/host ended/);
  await model.close();
});

it('closing rejects what is pending and ends the thread', async () => {
  const model = await openTinyModel();
  const pending = model.generate({ prefix: [], rows: [endless], lane: 'bulk' });
  const rejected = expect(pending).rejects.toThrow('the language model was closed');
  await model.close();
  await rejected;
  await model.close();
});

it('a bad request fails alone', async () => {
  const model = await openTinyModel();
  await expect(model.firstLogits([], [{ ids: [320] }])).rejects.toThrow(
    /token id 320 is outside the vocabulary of 320/,
  );
  const tooHot = { ...endless, sampling: { ...endless.sampling, temperature: Number.NaN } };
  await expect(model.generate({ prefix: [], rows: [tooHot], lane: 'bulk' })).rejects.toThrow(/sampling.temperature/);
  expect(await model.firstLogits([], [{ ids: [319] }])).toHaveLength(320);
});

it('the calling thread goes on while the host works', async () => {
  const weights = randomWeights({
    layers: 12,
    hiddenSize: 256,
    heads: 8,
    keyValueHeads: 4,
    headDimension: 32,
    feedForwardSize: 768,
  });
  const model = await openTinyModel({ weights, quantization: 'fp32' });
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  const began = performance.now();
  const sampling = { ...endless.sampling, maxTokens: 150 };
  await model.generate({ prefix: someIds(300, 2), rows: [{ ...endless, sampling }], lane: 'bulk' });
  const elapsed = performance.now() - began;
  clearInterval(timer);
  // A blocked thread would tick hardly at all; a free one about once a millisecond, less on a busy machine.
  expect(ticks).toBeGreaterThan(elapsed / 20);
});
