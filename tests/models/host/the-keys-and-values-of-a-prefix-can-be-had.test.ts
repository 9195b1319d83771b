import { expect, it } from 'vitest';
import type { PrefixCacheContent } from '../../../models/language-model.ts';
import { plainLogits } from '../decoder/plain-decoder.ts';
import { randomWeights } from '../decoder/random-weights.ts';
import { openTinyModel, someIds } from './tiny-model.ts';

it('as a plain reading of the model computes them', async () => {
  const weights = randomWeights();
  const { keyValueHeads, headDimension, hiddenSize, layers } = weights.config;
  const model = await openTinyModel({ weights, quantization: 'fp32' });
  const ids = someIds(70, 3);
  const { length, keys, values } = await model.prefixCache(ids);
  expect(length).toBe(70);
  expect(keys).toHaveLength(layers);
  const table = weights.float('model.embed_tokens.weight');
  let layer = 0;
  const inputs = ids.map((id) => [...table.subarray(id * hiddenSize, (id + 1) * hiddenSize)]);
  plainLogits(weights, inputs, (plainKeys, plainValues) => {
    for (const [served, plain] of [
      [keys[layer]!, plainKeys],
      [values[layer]!, plainValues],
    ] as const) {
      expect(served).toHaveLength(keyValueHeads * length * headDimension);
      const flat = Array.from({ length: keyValueHeads }, (_, head) => plain.map((position) => position[head]!)).flat(2);
      // Single precision, numbers of size about 1.
      expect(Math.max(...flat.map((value, at) => Math.abs(value - served[at]!)))).toBeLessThan(1e-4);
    }
    layer += 1;
  });
  expect(layer).toBe(layers);
});

it('the same for the same tokens, whatever else is asked at once, and free to be changed', async () => {
  const model = await openTinyModel({ quantization: 'int8' });
  const prefixes = Array.from({ length: 9 }, (_, index) => someIds(20 + 11 * index, index));
  const together = await Promise.all(prefixes.map((prefix) => model.prefixCache(prefix)));
  const copies = structuredClone(together);
  for (const { keys } of together) keys[0]!.fill(0);
  for (const [index, prefix] of prefixes.entries()) {
    expect(await model.prefixCache(prefix)).toEqual<PrefixCacheContent>(copies[index]!);
  }
});

it('but not of nothing, nor of more than the model can hold', async () => {
  const model = await openTinyModel({ quantization: 'int8' });
  await expect(model.prefixCache([])).rejects.toThrow('an empty prefix has no keys and values');
  await expect(model.prefixCache(someIds(513, 1))).rejects.toThrow(/512 positions/);
  const stopped = AbortSignal.abort(new Error('enough'));
  await expect(model.prefixCache(someIds(5, 1), { signal: stopped })).rejects.toThrow('enough');
});
