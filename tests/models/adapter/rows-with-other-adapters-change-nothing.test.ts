import { expect, it } from 'vitest';
import type { GenerationRow } from '../../../models/language-model.ts';
import { randomWeights } from '../decoder/random-weights.ts';
import { greedy, openTinyModel, someIds } from '../host/tiny-model.ts';
import { randomAdapter } from './random-adapter.ts';

/** Greater and smaller ranks, so that they share a step in every mixture. */
const ranks = { small: 4, middle: 16, large: 24, wide: 70 };
const names = [undefined, ...Object.keys(ranks)];
const tailLengths = [5, 1, 64, 65, 90, 33, 130, 2, 17, 64, 1, 40, 1, 42, 43, 150];

const rows: GenerationRow[] = tailLengths.map((length, index) => {
  const adapter = names[index % names.length];
  return {
    tail: [{ ids: someIds(length, index) }],
    sampling: greedy({ temperature: index % 2 ? 0.9 : 0, topP: 0.95, seed: index + 7, maxTokens: 8 + index }),
    ...(adapter && { adapter }),
  };
});

it.each([
  ['int8', 1],
  ['int8', 2],
  ['fp32', 1],
] as const)(
  '%s, %i threads: the same tokens and probabilities alone and among others, bit for bit',
  async (quantization, threads) => {
    const weights = randomWeights({ hiddenSize: 192, headDimension: 48, feedForwardSize: 288 });
    const model = await openTinyModel({ weights, quantization, threads });
    for (const [name, rank] of Object.entries(ranks)) await model.loadAdapter(randomAdapter(weights, { name, rank }));
    for (const prefixLength of [0, 37]) {
      const prefix = someIds(prefixLength, 99);
      const together = await model.generate({ prefix, rows, lane: 'bulk' });
      for (const [index, row] of rows.entries()) {
        const [alone] = await model.generate({ prefix, rows: [row], lane: 'bulk' });
        expect(alone, `row ${index}, adapter ${row.adapter}, behind ${prefixLength} tokens`).toEqual(together[index]);
      }
    }
    const scoring = rows.map(({ tail, adapter }, index) => ({
      tail,
      continuation: someIds(1 + (index % 7), index + 50),
      ...(adapter && { adapter }),
    }));
    const scored = await model.score({ prefix: [], rows: scoring, lane: 'bulk' });
    for (const [index, row] of scoring.entries()) {
      expect((await model.score({ prefix: [], rows: [row], lane: 'bulk' }))[0]).toEqual(scored[index]);
    }
  },
);

it('adapters loaded meanwhile change nothing, and one of the same name takes over for new rows', async () => {
  const weights = randomWeights();
  const model = await openTinyModel({ weights });
  await model.loadAdapter(randomAdapter(weights, { name: 'headline', version: '1' }));
  const request = {
    prefix: someIds(30, 1),
    rows: [{ tail: [{ ids: someIds(8, 2) }], sampling: greedy(), adapter: 'headline' }],
    lane: 'bulk',
  } as const;
  const before = await model.generate(request);
  await model.loadAdapter(randomAdapter(weights, { name: 'facts', rank: 64 }));
  expect(await model.generate(request)).toEqual(before);
  const other = randomAdapter(weights, { name: 'another' });
  await model.loadAdapter({ ...other, name: 'headline', version: '2' });
  expect((await model.generate(request))[0]!.ids).not.toEqual(before[0]!.ids);
  expect(model.adapters.map(({ name, version }) => `${name} ${version}`)).toEqual(['facts 1', 'headline 2']);
});

it('while one takes over, rows asked for before it has done so meet the former, matrices and all', async () => {
  const weights = randomWeights();
  const model = await openTinyModel({ weights });
  const first = await model.loadAdapter(randomAdapter(weights, { name: 'headline' }));
  const request = (seed: number) => ({
    prefix: someIds(30, 1),
    rows: [
      {
        tail: [first.taskTokens!, { ids: someIds(8, seed) }],
        sampling: greedy({ maxTokens: 40 }),
        adapter: 'headline',
      },
    ],
    lane: 'bulk' as const,
  });
  const before = [await model.generate(request(2)), await model.generate(request(3))];
  const running = model.generate(request(2));
  const next = { ...randomAdapter(weights, { name: 'another' }), name: 'headline', version: '2' };
  const loading = model.loadAdapter(next);
  const meanwhile = model.generate(request(3));
  expect(model.adapters.map(({ version }) => version)).toEqual(['1']);
  expect(await Promise.all([running, meanwhile])).toEqual(before);
  await loading;
  expect(model.adapters.map(({ version }) => version)).toEqual(['2']);
  expect(await model.generate(request(3))).not.toEqual(before[1]);
});

it('a name that is not loaded is an error that tells the names that are', async () => {
  const weights = randomWeights();
  const model = await openTinyModel({ weights });
  const tail = [{ ids: someIds(4, 1) }];
  const rows = [{ tail, sampling: greedy(), adapter: 'poems' }];
  await expect(model.generate({ prefix: [], rows, lane: 'bulk' })).rejects.toThrow(
    'no adapter poems is loaded; none is',
  );
  await model.loadAdapter(randomAdapter(weights, { name: 'headline' }));
  await model.loadAdapter(randomAdapter(weights, { name: 'facts' }));
  await expect(model.firstLogits([], tail, 'bulk', 'poems')).rejects.toThrow('these are: headline, facts');
  await expect(
    model.score({ prefix: [], rows: [{ tail, continuation: [3], adapter: 'poems' }], lane: 'bulk' }),
  ).rejects.toThrow('no adapter poems');
  const foreign = randomAdapter(randomWeights({ ropeBase: 500 }), { name: 'foreign' });
  await expect(model.loadAdapter(foreign)).rejects.toThrow(/adapter foreign: it was made for the model file/);
});
