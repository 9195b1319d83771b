import { expect, it } from 'vitest';
import { randomWeights } from '../decoder/random-weights.ts';
import { greedy, openTinyModel, someIds } from '../host/tiny-model.ts';
import { randomAdapter } from './random-adapter.ts';

const weights = randomWeights();
const adapter = randomAdapter(weights, { name: 'headline' });
const prefix = someIds(50, 1);
const tail = [{ ids: someIds(9, 2) }];

it('one cache of the prefix serves rows with it and without, and is what it was', async () => {
  const model = await openTinyModel({ weights });
  const before = await model.prefixCache(prefix);
  await model.loadAdapter(adapter);
  const rows = [undefined, 'headline', undefined, 'headline'].map((name) => ({
    tail,
    sampling: greedy(),
    ...(name && { adapter: name }),
  }));
  const written = await model.generate({ prefix, rows, lane: 'bulk' });
  expect(written[1]).toEqual(written[3]);
  expect(written[0]).toEqual(written[2]);
  expect(written[0]!.ids).not.toEqual(written[1]!.ids);
  expect((await model.statistics()).prefixes).toBe(1);
  expect(await model.prefixCache(prefix)).toEqual(before);
});

it('a prefix that an adapted row reads first is the plain one', async () => {
  const model = await openTinyModel({ weights });
  await model.loadAdapter(adapter);
  await model.firstLogits(prefix, tail, 'bulk', 'headline');
  const untouched = await openTinyModel({ weights });
  expect(await model.prefixCache(prefix)).toEqual(await untouched.prefixCache(prefix));
});

it('tokens of the tail are the adapter’s and tokens of the prefix are not', async () => {
  const model = await openTinyModel({ weights, quantization: 'fp32' });
  await model.loadAdapter(adapter);
  const logits = (cut: number) =>
    model.firstLogits(prefix.slice(0, cut), [{ ids: prefix.slice(cut) }, ...tail], 'bulk', 'headline');
  const [most, fewer] = [await logits(50), await logits(30)];
  expect(Math.max(...most.map((value, id) => Math.abs(value - fewer[id]!)))).toBeGreaterThan(0.01);
});

it('an adapter of zeros, and one that is not named, change nothing, bit for bit', async () => {
  for (const quantization of ['fp32', 'fp16', 'int8', 'int4'] as const) {
    const model = await openTinyModel({ weights, quantization });
    const ask = async (name?: string) => ({
      logits: await model.firstLogits(prefix, tail, 'bulk', name),
      written: await model.generate({
        prefix,
        rows: [{ tail, sampling: greedy(), ...(name && { adapter: name }) }],
        lane: 'bulk',
      }),
    });
    const before = await ask();
    await model.loadAdapter(adapter);
    await model.loadAdapter(randomAdapter(weights, { name: 'zeros', strength: 0 }));
    expect(await ask(), quantization).toEqual(before);
    expect(await ask('zeros'), quantization).toEqual(before);
  }
});
