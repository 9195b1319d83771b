import { broadcastShape, sumTo } from '../broadcast.ts';
import type { DifferentiableGraph } from '../graph.ts';
import { describe, type Tensor } from '../tensor.ts';
import { transposeLast } from './transpose.ts';

/** `a · b` over the last two axes; leading axes are broadcast. Both have two axes at least. @throws if they do not fit */
export function matMul(graph: DifferentiableGraph, a: Tensor, b: Tensor): Tensor {
  const [rows, inner] = a.shape.slice(-2);
  const [height, columns] = b.shape.slice(-2);
  if (a.shape.length < 2 || b.shape.length < 2 || inner !== height) {
    throw new Error(`a product of ${describe(a.shape)} and ${describe(b.shape)} is not defined`);
  }
  const shape = [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows!, columns!];
  if (shape.length === 2) return product(graph, a, b, false, false);
  return graph.apply('MatMul', [a, b], shape, [
    (gradient) => sumTo(graph, matMul(graph, gradient, transposeLast(graph, b)), a.shape),
    (gradient) => sumTo(graph, matMul(graph, transposeLast(graph, a), gradient), b.shape),
  ]);
}

/** `a · bᵀ` for two matrices, as weights stored `(out, in)` are applied. @throws if they do not fit */
export function matMulTransposed(graph: DifferentiableGraph, a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 2 || b.shape.length !== 2 || a.shape[1] !== b.shape[1]) {
    throw new Error(`a product of ${describe(a.shape)} and the transpose of ${describe(b.shape)} is not defined`);
  }
  return product(graph, a, b, false, true);
}

/**
 * A product of two matrices, either of them read transposed, without a copy: the gradient through a frozen matrix is
 * a product with the same stored matrix.
 */
function product(graph: DifferentiableGraph, a: Tensor, b: Tensor, turnA: boolean, turnB: boolean): Tensor {
  const shape = [a.shape[turnA ? 1 : 0]!, b.shape[turnB ? 0 : 1]!];
  const attributes = { transA: { int: Number(turnA) }, transB: { int: Number(turnB) } };
  return graph.apply(
    turnA || turnB ? 'Gemm' : 'MatMul',
    [a, b],
    shape,
    [
      (gradient) => (turnA ? product(graph, b, gradient, turnB, true) : product(graph, gradient, b, false, !turnB)),
      (gradient) => (turnB ? product(graph, gradient, a, true, turnA) : product(graph, a, gradient, !turnA, false)),
    ],
    turnA || turnB ? { attributes } : {},
  );
}
