import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { multiply } from './multiply.ts';
import { subtract } from './subtract.ts';

/** `1 / (1 + e⁻ˣ)`. ∂x = ∂y · y · (1 − y). */
export function sigmoid(graph: DifferentiableGraph, x: Tensor): Tensor {
  const y: Tensor = graph.apply('Sigmoid', [x], x.shape, [
    (gradient) => multiply(graph, gradient, multiply(graph, y, subtract(graph, graph.scalar(1), y))),
  ]);
  return y;
}
