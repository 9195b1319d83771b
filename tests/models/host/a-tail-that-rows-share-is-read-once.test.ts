import { expect, it } from 'vitest';
import type { GenerationRow, ScoringRow } from '../../../models/language-model.ts';
import { randomAdapter } from '../adapter/random-adapter.ts';
import { randomWeights } from '../decoder/random-weights.ts';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

/** Three readers' tails, one of them longer than a chunk, each with several candidates; candidates of all come mixed. */
const tails = [45, 130, 64].map((length, reader) => [{ ids: someIds(length, reader) }]);
const rows: GenerationRow[] = Array.from({ length: 15 }, (_, index) => ({
  tail: tails[index % tails.length]!,
  sampling: greedy({ temperature: index < 3 ? 0 : 0.9, topP: 0.95, seed: index + 7, maxTokens: 6 + (index % 5) }),
}));

const models = {
  int8: { quantization: 'int8', adapter: undefined },
  'int8 with an adapter': { quantization: 'int8', adapter: 'headline' },
  'fp32 with an adapter': { quantization: 'fp32', adapter: 'headline' },
} as const;

it.each(Object.entries(models))(
  '%s: rows with the same tail write what each writes alone, bit for bit',
  async (_name, { quantization, adapter }) => {
    const weights = randomWeights();
    const model = await openTinyModel({ weights, quantization });
    await model.loadAdapter(randomAdapter(weights, { name: 'headline' }));
    const adapted = rows.map((row) => ({ ...row, ...(adapter && { adapter }) }));
    for (const prefixLength of [0, 37]) {
      const prefix = someIds(prefixLength, 99);
      const together = await model.generate({ prefix, rows: adapted, lane: 'bulk' });
      for (const [index, row] of adapted.entries()) {
        const [alone] = await model.generate({ prefix, rows: [row], lane: 'bulk' });
        expect(alone, `row ${index} behind ${prefixLength} tokens`).toEqual(together[index]);
      }
    }
  },
);

it('more candidates of one reader cost no further reading of the tail', async () => {
  const model = await openTinyModel();
  const steps = async (count: number) => {
    const before = (await model.statistics()).steps;
    // A step takes 96 new tokens at most, so that two tails of 64 need two of them.
    const candidates = Array.from({ length: count }, (_, seed) => ({
      tail: tails[2]!,
      sampling: greedy({ temperature: 0.9, seed, maxTokens: 1 }),
    }));
    await model.generate({ prefix: [], rows: candidates, lane: 'bulk' });
    return (await model.statistics()).steps - before;
  };
  expect(await steps(1)).toBe(1);
  expect(await steps(12)).toBe(1);
});

it('the same tail with another adapter, or with none, is read for itself', async () => {
  const weights = randomWeights();
  const model = await openTinyModel({ weights });
  for (const name of ['headline', 'ad-title']) await model.loadAdapter(randomAdapter(weights, { name }));
  const asked: ScoringRow[] = [undefined, 'headline', 'ad-title', 'headline', undefined].map((adapter) => ({
    tail: tails[0]!,
    continuation: someIds(4, 3),
    ...(adapter && { adapter }),
  }));
  const together = await model.score({ prefix: someIds(20, 5), rows: asked, lane: 'bulk' });
  for (const [index, row] of asked.entries())
    expect((await model.score({ prefix: someIds(20, 5), rows: [row], lane: 'bulk' }))[0]).toEqual(together[index]);
  expect(together[0]).toEqual(together[4]);
  expect(together[1]).toEqual(together[3]);
  expect(together[0]).not.toEqual(together[1]);
  expect(together[1]).not.toEqual(together[2]);
});

it('rows that ask for different tokens behind the same reading each get their own answer', async () => {
  const model = await openTinyModel();
  const [first, last, other] = [someIds(6, 1), 40, 41];
  const prefix = someIds(20, 5);
  const ask = (end: number) => ({ tail: tails[0]!, continuation: [...first, end] });
  const [one, two] = await model.score({ prefix, rows: [ask(last), ask(other)], lane: 'bulk' });
  expect((await model.score({ prefix, rows: [ask(other)], lane: 'bulk' }))[0]).toEqual(two);
  expect(one!.slice(0, -1)).toEqual(two!.slice(0, -1));
  expect(one!.at(-1)).not.toEqual(two!.at(-1));
});
