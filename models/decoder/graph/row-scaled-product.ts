import { microsoftDomain } from '../../onnx/graph-builder.ts';
import { rotateBlocks, rotateInPlace, rotationWidth } from './block-rotation.ts';
import type { ProductKind } from './product.ts';
import { transposed } from './product.ts';
import { stackedFloats } from './stacked-matrix.ts';

/** Unsigned bytes are taken around this zero point, as activations always are. */
const zeroPoint = 128;
const largest = 127;

/**
 * How a matrix's bytes are kept. Signed ones are fastest where the processor multiplies them exactly (VNNI); on others
 * the sums of pairs saturate at 16 bits, and unsigned ones, which take a slower way, are the exact ones.
 */
export type WeightType = 'int8' | 'uint8';

/**
 * 8-bit products with one scale for each row of the activation and each row of the matrix. The sums are of integers,
 * so they are exact, and a row's result is the same alone as among any batch-mates; the stock dynamic quantization
 * takes one scale for the whole batch instead. Both sides are rotated first, which makes the scales small.
 */
export function rowScaled(weightType: WeightType): ProductKind {
  return {
    ready(graph, x, columns, rank = 2) {
      const turned = rotateBlocks(graph, x, columns, rank);
      const magnitude = graph.node('ReduceMax', [graph.node('Abs', [turned]), graph.integers([-1])], {
        attributes: { keepdims: { int: 1 } },
      });
      const scaled = graph.node('Mul', [magnitude, graph.floats([1 / largest])]);
      // An all-zero row must not divide by zero.
      const scale = graph.node('Max', [scaled, graph.floats([1e-30])]);
      const quants = graph.node('QuantizeLinear', [
        graph.node('Div', [turned, scale]),
        graph.floats([1]),
        graph.byte(zeroPoint),
      ]);
      return { quants, scale };
    },
    multiply(graph, { quants, scale }, matrix) {
      const { rows, columns } = matrix;
      const turned = stackedFloats(matrix);
      rotateInPlace(turned, rotationWidth(columns));
      const kept = quantiseRows(turned, rows, columns);
      const product = graph.node(
        'MatMulIntegerToFloat',
        [
          quants!,
          graph.tensor(weightType, [columns, rows], transposed(inType(kept.quants, weightType), rows, columns)),
          graph.floats([1]),
          graph.tensor('float32', [rows], kept.scales),
          graph.byte(zeroPoint),
          ...(weightType === 'uint8' ? [graph.byte(zeroPoint)] : []),
        ],
        { domain: microsoftDomain },
      );
      return graph.node('Mul', [product, scale!]);
    },
  };
}

function inType(quants: Int8Array, type: WeightType): Int8Array | Uint8Array {
  return type === 'int8' ? quants : Uint8Array.from(quants, (quant) => quant + zeroPoint);
}

/** Each row as signed bytes times one scale: its largest magnitude over 127. */
export function quantiseRows(values: Float32Array, rows: number, columns: number) {
  const quants = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let magnitude = 0;
    for (let at = row * columns; at < (row + 1) * columns; at++) magnitude = Math.max(magnitude, Math.abs(values[at]!));
    const scale = Math.fround(magnitude / largest) || 1;
    scales[row] = scale;
    for (let at = row * columns; at < (row + 1) * columns; at++) quants[at] = Math.round(values[at]! / scale);
  }
  return { quants, scales };
}
