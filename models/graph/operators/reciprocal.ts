import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { multiply } from './multiply.ts';
import { negate } from './negate.ts';

/** `1 / x`. ∂x = −∂y / x². */
export function reciprocal(graph: DifferentiableGraph, x: Tensor): Tensor {
  const inverse: Tensor = graph.apply('Reciprocal', [x], x.shape, [
    (gradient) => negate(graph, multiply(graph, gradient, multiply(graph, inverse, inverse))),
  ]);
  return inverse;
}
