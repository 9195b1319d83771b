import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { divide } from './divide.ts';
import { scale } from './multiply.ts';

/** `√x`. ∂x = ∂y / 2√x. */
export function squareRoot(graph: DifferentiableGraph, x: Tensor): Tensor {
  const root: Tensor = graph.apply('Sqrt', [x], x.shape, [
    (gradient) => scale(graph, divide(graph, gradient, root), 0.5),
  ]);
  return root;
}
