import { expect, it } from 'vitest';
import { rotateInPlace, rotationWidth } from '../../../models/decoder/graph/block-rotation.ts';
import { quantiseRows } from '../../../models/decoder/graph/row-scaled-product.ts';
import { seededRandom } from '../../../models/host/sampling/random.ts';

const columns = 192;
const random = seededRandom(8);
const row = Float32Array.from({ length: columns }, () => random() - 0.5);
const activation = Float32Array.from({ length: columns }, (_, column) => (column % 50 === 0 ? 40 : random() - 0.5));

function product(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, column) => sum + value * other[column]!, 0);
}

function turned(values: Float32Array): Float32Array {
  const copy = values.slice();
  rotateInPlace(copy, rotationWidth(columns));
  return copy;
}

it('takes the widest power of two that divides', () => {
  expect([576, 1536, 96, 48, 7].map(rotationWidth)).toEqual([64, 64, 32, 16, 1]);
});

it('keeps the product, and brings 8 bits nearer to it', () => {
  const exact = product(row, activation);
  expect(product(turned(row), turned(activation))).toBeCloseTo(exact, 4);
  const inEightBits = (values: Float32Array) => {
    const { quants, scales } = quantiseRows(values, 1, columns);
    return Float32Array.from(quants, (quant) => quant * scales[0]!);
  };
  const squares = (values: Float32Array) => Math.sqrt(product(values, values));
  const loss = (values: Float32Array) => squares(values.map((value, at) => value - inEightBits(values)[at]!));
  expect(loss(turned(activation))).toBeLessThan(loss(activation) / 2);
});
