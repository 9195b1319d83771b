import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { divide } from './divide.ts';

/** Natural logarithm. ∂x = ∂y / x. */
export function logarithm(graph: DifferentiableGraph, x: Tensor): Tensor {
  return graph.apply('Log', [x], x.shape, [(gradient) => divide(graph, gradient, x)]);
}
