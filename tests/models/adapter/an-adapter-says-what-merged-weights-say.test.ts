import { describe, expect, it } from 'vitest';
import type { DecoderConfig } from '../../../models/decoder/decoder-weights.ts';
import { randomWeights } from '../decoder/random-weights.ts';
import { openTinyModel, someIds } from '../host/tiny-model.ts';
import { mergedWeights } from './merged-weights.ts';
import { randomAdapter } from './random-adapter.ts';

const apart = (one: Float32Array, other: Float32Array) =>
  Math.max(...one.map((value, index) => Math.abs(value - other[index]!)));

const shapes: Record<string, Partial<DecoderConfig>> = {
  llama: {},
  'qwen2, with biases': { architecture: 'qwen2' },
  'qwen3, with normalised heads': { architecture: 'qwen3' },
};

describe.each(Object.entries(shapes))('%s', (_name, changes) => {
  it.each([4, 16, 20, 40])('in single precision, at rank %i', async (rank) => {
    const weights = randomWeights(changes);
    const adapter = randomAdapter(weights, { rank, strength: 0.3 });
    const model = await openTinyModel({ weights, quantization: 'fp32' });
    await model.loadAdapter(adapter);
    const merged = await openTinyModel({ weights: mergedWeights(weights, adapter), quantization: 'fp32' });
    const tail = [{ ids: someIds(45, 3) }];
    const plain = await model.firstLogits([], tail);
    const adapted = await model.firstLogits([], tail, 'bulk', 'random');
    // Without a prefix every token is the adapter's, as every token is a merged matrix's.
    expect(apart(adapted, await merged.firstLogits([], tail))).toBeLessThan(2e-4);
    expect(apart(adapted, plain)).toBeGreaterThan(0.1);
  });
});

it.each([
  ['fp16', 0.02],
  ['int8', 0.1],
  ['int4', 0.2],
] as const)('near enough with matrices in %s', async (quantization, error) => {
  // Matrices that four bits hold exactly.
  const weights = randomWeights({}, quantization === 'int4');
  const adapter = randomAdapter(weights, { rank: 8, strength: 0.5 });
  const exact = await openTinyModel({ weights, quantization: 'fp32' });
  const model = await openTinyModel({ weights, quantization });
  await Promise.all([exact.loadAdapter(adapter), model.loadAdapter(adapter)]);
  const prefix = someIds(20, 2);
  const tail = [{ ids: someIds(12, 3) }];
  const wanted = await exact.firstLogits(prefix, tail, 'bulk', 'random');
  const had = await model.firstLogits(prefix, tail, 'bulk', 'random');
  expect(apart(had, wanted)).toBeLessThan(error);
  expect(apart(had, await model.firstLogits(prefix, tail))).toBeGreaterThan(2 * error);
});
