import { expect, it } from 'vitest';
import type { GenerationRow } from '../../../models/language-model.ts';
import { randomWeights } from '../decoder/random-weights.ts';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

const tailLengths = [5, 1, 64, 65, 90, 33, 130, 2, 17, 64, 63, 40, 41, 42, 43, 150];

/** Sixteen rows of different lengths; every other one is sampled. */
const rows: GenerationRow[] = tailLengths.map((length, index) => ({
  tail: [{ ids: someIds(length, index) }],
  sampling: greedy({ temperature: index % 2 ? 0.9 : 0, topP: 0.95, seed: index + 7, maxTokens: 12 + index }),
}));

const shapes = {
  'int8, two query heads a key head': { quantization: 'int8', keyValueHeads: 2, threads: 1 },
  'int8, a key head for each query head': { quantization: 'int8', keyValueHeads: 4, threads: 1 },
  'int8, two threads': { quantization: 'int8', keyValueHeads: 2, threads: 2 },
  'fp32, one thread': { quantization: 'fp32', keyValueHeads: 2, threads: 1 },
} as const;

it.each(Object.entries(shapes))('%s: the same tokens and probabilities, bit for bit', async (_name, options) => {
  const { quantization, keyValueHeads, threads } = options;
  const model = await openTinyModel({ weights: randomWeights({ keyValueHeads }), quantization, threads });
  for (const prefixLength of [0, 1, 37]) {
    const prefix = someIds(prefixLength, 99);
    const together = await model.generate({ prefix, rows, lane: 'bulk' });
    for (const [index, row] of rows.entries()) {
      const alone = await model.generate({ prefix, rows: [row], lane: 'bulk' });
      expect(alone[0], `row ${index} behind ${prefixLength} tokens`).toEqual(together[index]);
    }
  }
});
