import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { builtDecoder } from '../../../models/decoder/built-decoder.ts';
import type { DecoderWeights } from '../../../models/decoder/decoder-weights.ts';
import { randomWeights } from './random-weights.ts';

const cache = mkdtempSync(join(tmpdir(), 'built-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));
const sourceOf = (weights: DecoderWeights, opened: () => void) => ({
  name: weights.name,
  fileSha256: weights.fileSha256,
  open: () => {
    opened();
    return weights;
  },
});

it('opens the weights the first time only, by quantization', () => {
  let opened = 0;
  const source = sourceOf(randomWeights(), () => {
    opened += 1;
  });
  const first = builtDecoder(source, 'int8', cache);
  expect(opened).toBe(1);
  expect(builtDecoder(source, 'int8', cache)).toEqual(first);
  expect(opened).toBe(1);
  expect(builtDecoder(source, 'fp32', cache).modelPath).not.toBe(first.modelPath);
  expect(opened).toBe(2);
  const { rows, medianNorm } = first.embeddings;
  const norms = Array.from({ length: 320 }, (_, id) => Math.hypot(...rows.subarray(id * 64, (id + 1) * 64))).sort(
    (one, other) => one - other,
  );
  expect(medianNorm).toBeCloseTo((norms[159]! + norms[160]!) / 2, 6);
});

it('leaves nothing behind when building fails, and builds when asked again', () => {
  const weights = randomWeights({ layers: 1 });
  const torn: DecoderWeights = {
    ...weights,
    float: (name) => {
      if (name === 'model.norm.weight') throw new Error('the file is cut off');
      return weights.float(name);
    },
  };
  expect(() =>
    builtDecoder(
      sourceOf(torn, () => {}),
      'int8',
      cache,
    ),
  ).toThrow('the file is cut off');
  expect(readdirSync(join(cache, 'decoders', weights.fileSha256))).toEqual([]);
  expect(
    existsSync(
      builtDecoder(
        sourceOf(weights, () => {}),
        'int8',
        cache,
      ).modelPath,
    ),
  ).toBe(true);
});
