import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dequantise } from '../../../models/gguf/dequantise.ts';
import { fourBitBlocks } from '../../../models/gguf/four-bit-blocks.ts';
import { tensorType } from '../../../models/gguf/tensor-type.ts';
import { floatToHalf, halfToFloat } from '../../../models/half-float.ts';
import { packageRoot } from '../../../package-root.ts';

const typeIds = { F32: 0, F16: 1, Q4_0: 2, Q4_1: 3, Q5_0: 6, Q5_1: 7, Q8_0: 8, Q4_K: 12, Q5_K: 13, Q6_K: 14, BF16: 30 };
const fixture = JSON.parse(readFileSync(join(packageRoot, 'tests/fixtures/parity/ggml-blocks.json'), 'utf8')) as Record<
  string,
  { bytes: string; values: number[] }
>;

/** Zero has two signs in floats; they are the same weight. */
const unsigned = (values: Iterable<number>) => [...values].map((value) => value + 0);

describe('weights in blocks', () => {
  it.each(Object.entries(typeIds))('%s decodes to the very values of the reference reader', (name, id) => {
    const { bytes, values } = fixture[name]!;
    const decoded = dequantise(tensorType(id)!, Buffer.from(bytes, 'hex'), values.length);
    expect(unsigned(decoded)).toEqual(unsigned(values));
  });

  it.each(['Q4_0', 'Q4_1'] as const)('%s is repacked without loss, in any order of rows', (name) => {
    const { bytes, values } = fixture[name]!;
    const type = tensorType(typeIds[name])!;
    const tensor = { name: 'x', shape: [2, 32], type, offset: 0, bytes: bytes.length / 2, elements: 64 };
    const packed = fourBitBlocks(Buffer.from(bytes, 'hex'), tensor, Uint32Array.of(1, 0));
    const unpacked = Array.from({ length: 64 }, (_, place) => {
      const pair = packed.quants[place >> 1]!;
      const block = place >> 5;
      return Math.fround((place & 1 ? pair >> 4 : pair & 15) * packed.scales[block]! + packed.minimums[block]!);
    });
    expect(unsigned(unpacked)).toEqual(unsigned([...values.slice(32), ...values.slice(0, 32)]));
  });

  it('half precision survives there and back, for every pattern', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = halfToFloat(bits);
      if (!Number.isNaN(value)) expect(floatToHalf(value)).toBe(bits);
    }
  });

  it('half precision rounds to the nearest, ties to even', () => {
    expect(floatToHalf(1 + 1 / 2048)).toBe(floatToHalf(1));
    expect(floatToHalf(1 + 3 / 2048)).toBe(floatToHalf(1 + 4 / 2048));
    expect(floatToHalf(1 + 1.01 / 2048)).toBe(floatToHalf(1 + 2 / 2048));
    expect(halfToFloat(floatToHalf(65_519))).toBe(65_504);
    expect(halfToFloat(floatToHalf(65_520))).toBe(Number.POSITIVE_INFINITY);
    expect(halfToFloat(floatToHalf(2 ** -25))).toBe(0);
    expect(halfToFloat(floatToHalf(1.5 * 2 ** -25))).toBe(2 ** -24);
  });
});
