import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { multiply } from './multiply.ts';
import { subtract } from './subtract.ts';

/** `tanh x`. ∂x = ∂y · (1 − y²). */
export function hyperbolicTangent(graph: DifferentiableGraph, x: Tensor): Tensor {
  const y: Tensor = graph.apply('Tanh', [x], x.shape, [
    (gradient) => multiply(graph, gradient, subtract(graph, graph.scalar(1), multiply(graph, y, y))),
  ]);
  return y;
}
