import { getEventListeners } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { whenAborted } from '../../../models/when-aborted.ts';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

const waiting = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;
const scored = (seed: number) => ({
  prefix: someIds(40, 1),
  rows: [{ tail: [{ ids: someIds(3, seed) }], continuation: someIds(4, seed + 1) }],
  lane: 'bulk' as const,
});

it('as the checks of a job’s readers do: nothing warns, and nothing is left on the signal', async () => {
  const warnings: string[] = [];
  const warned = (warning: Error) => warnings.push(warning.name);
  process.on('warning', warned);
  onTestFinished(() => void process.off('warning', warned));
  const model = await openTinyModel();
  const { signal } = new AbortController();
  const requests = Array.from({ length: 30 }, (_, seed) => model.score({ ...scored(seed), signal }));
  expect(waiting(signal)).toBe(1);
  await Promise.all(requests);
  expect(waiting(signal)).toBe(0);
  await new Promise(setImmediate);
  expect(warnings).toEqual([]);
});

it('all of them end with its reason when it aborts, those that had ended before do not', async () => {
  const model = await openTinyModel();
  const controller = new AbortController();
  const { signal } = controller;
  const ended = await model.score({ ...scored(1), signal });
  const long = { tail: [{ ids: someIds(8, 1) }], sampling: greedy({ maxTokens: 300, stopIds: [] }) };
  const requests = Array.from({ length: 30 }, (_, seed) =>
    model.generate({ prefix: someIds(20, seed), rows: [long], lane: 'bulk', signal }),
  );
  controller.abort(new Error('the job was cancelled'));
  for (const { status, ...outcome } of await Promise.allSettled(requests)) {
    expect(status).toBe('rejected');
    expect(outcome).toHaveProperty('reason.message', 'the job was cancelled');
  }
  expect(ended[0]).toHaveLength(4);
  expect(waiting(signal)).toBe(0);
});

it('one that leaves takes only itself away, and one function given twice is called twice', () => {
  const controller = new AbortController();
  const calls: string[] = [];
  const stop = () => calls.push('twice');
  whenAborted(controller.signal, stop);
  whenAborted(controller.signal, stop);
  const leave = whenAborted(controller.signal, () => calls.push('left'));
  leave();
  leave();
  controller.abort();
  expect(calls).toEqual(['twice', 'twice']);
});
