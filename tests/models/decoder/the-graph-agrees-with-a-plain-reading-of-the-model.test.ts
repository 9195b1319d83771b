import { describe, expect, it } from 'vitest';
import type { DecoderConfig } from '../../../models/decoder/decoder-weights.ts';
import type { Quantization } from '../../../models/language-model.ts';
import { openTinyModel, someIds } from '../host/tiny-model.ts';
import { plainLogits } from './plain-decoder.ts';
import { randomWeights } from './random-weights.ts';

/**
 * Largest root-mean-square error of the logits, as a share of their own root mean square. With 4 bits the plain reading
 * has the same 4-bit matrices, so what is left is that activations have 8 bits, as in int8. Random weights magnify that
 * more than trained ones.
 */
const tolerance: Record<Quantization, number> = { fp32: 2e-6, fp16: 2e-3, int8: 0.05, int4: 0.06 };

const shapes: Record<string, Partial<DecoderConfig>> = {
  'Llama, two query heads a key head': {},
  'Llama, a key head for each query head': { keyValueHeads: 4 },
  'Llama with a head of its own': { tiedEmbeddings: false, ropeBase: 100_000 },
  'Qwen2, with biases': { architecture: 'qwen2' },
  'Qwen3, with normalised heads wider than the model': {
    architecture: 'qwen3',
    headDimension: 32,
    rmsEpsilon: 1e-6,
  },
};

describe.each(Object.entries(shapes))('%s', (_name, changes) => {
  it.each(['fp32', 'fp16', 'int8', 'int4'] as const)('in %s', async (quantization) => {
    const weights = randomWeights(changes, quantization === 'int4');
    const model = await openTinyModel({ weights, quantization });
    const ids = someIds(70, 3);
    const { hiddenSize } = weights.config;
    for (const [prefix, tail] of [
      [0, 1],
      [0, 70],
      [1, 5],
      [66, 3],
    ] as const) {
      const used = ids.slice(0, prefix + tail);
      const rows = model.embedTokens(used);
      const expected = plainLogits(
        weights,
        used.map((_, index) => [...rows.subarray(index * hiddenSize, (index + 1) * hiddenSize)]),
      );
      const logits = await model.firstLogits(used.slice(0, prefix), [{ ids: used.slice(prefix) }]);
      expect(relativeError(logits, expected), `${prefix} + ${tail} tokens`).toBeLessThan(tolerance[quantization]);
    }
  });
});

function relativeError(actual: Float32Array, expected: readonly number[]): number {
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares(expected.map((value, index) => value - actual[index]!)) / squares(expected));
}
