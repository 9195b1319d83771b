import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** `−x`. */
export function negate(graph: DifferentiableGraph, x: Tensor): Tensor {
  return graph.apply('Neg', [x], x.shape, [(gradient) => negate(graph, gradient)]);
}
