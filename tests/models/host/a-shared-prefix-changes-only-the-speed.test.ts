import { expect, it } from 'vitest';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

it('a prompt cut into prefix and tail gives the logits and words of the same prompt uncut', async () => {
  const model = await openTinyModel({ quantization: 'fp32' });
  const ids = someIds(150, 5);
  const uncut = await model.firstLogits([], [{ ids }]);
  const sampling = greedy({ maxTokens: 24 });
  const [written] = await model.generate({ prefix: [], rows: [{ tail: [{ ids }], sampling }], lane: 'bulk' });
  for (const cut of [1, 17, 64, 149, 150]) {
    const prefix = ids.slice(0, cut);
    const tail = [{ ids: ids.slice(cut) }];
    const logits = await model.firstLogits(prefix, tail);
    // Sums in another order: single precision, logits of size about 1.
    expect(Math.max(...logits.map((logit, id) => Math.abs(logit - uncut[id]!)))).toBeLessThan(1e-4);
    const [row] = await model.generate({ prefix, rows: [{ tail, sampling }], lane: 'bulk' });
    expect(row!.ids).toEqual(written!.ids);
  }
});

it('scores a continuation as it was scored when written', async () => {
  const model = await openTinyModel();
  const prefix = someIds(30, 1);
  const tail = [{ ids: someIds(10, 2) }];
  const rows = [{ tail, sampling: greedy({ temperature: 1, seed: 4, maxTokens: 20 }) }];
  const [written] = await model.generate({ prefix, rows, lane: 'bulk' });
  const continuation = written!.ids;
  const scored = await model.score({
    prefix,
    rows: [
      { tail, continuation },
      { tail, continuation: [] },
    ],
    lane: 'bulk',
  });
  expect(scored[1]).toHaveLength(0);
  expect(scored[0]).toHaveLength(continuation.length);
  for (const [index, logProbability] of written!.logProbabilities.entries()) {
    expect(scored[0]![index]).toBeCloseTo(logProbability, 1);
  }
  const logits = await model.firstLogits(prefix, tail);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  expect(written!.logProbabilities[0]).toBeCloseTo(logits[continuation[0]!]! - Math.log(total), 4);
});
