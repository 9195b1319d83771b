import { floatToHalf } from '../../half-float.ts';
import type { ProductKind } from './product.ts';
import { transposed } from './product.ts';
import { stackedFloats } from './stacked-matrix.ts';

/** Matrices as they are, in single precision. */
export const singlePrecision: ProductKind = {
  ready: (_graph, x) => ({ x }),
  multiply(graph, { x }, matrix) {
    const { rows, columns } = matrix;
    const kept = transposed(stackedFloats(matrix), rows, columns);
    return graph.node('MatMul', [x!, graph.tensor('float32', [columns, rows], kept)]);
  },
};

/** Matrices in half precision; between products the graph stays in single precision, where nothing overflows. */
export const halfPrecision: ProductKind = {
  ready: (graph, x) => ({ x: graph.node('Cast', [x], { attributes: { to: { int: 10 } } }) }),
  multiply(graph, { x }, matrix) {
    const { rows, columns } = matrix;
    const kept = Uint16Array.from(transposed(stackedFloats(matrix), rows, columns), floatToHalf);
    const product = graph.node('MatMul', [x!, graph.tensor('float16', [columns, rows], kept)]);
    return graph.node('Cast', [product], { attributes: { to: { int: 1 } } });
  },
};
