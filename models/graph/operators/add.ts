import { broadcastShape, sumTo } from '../broadcast.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** `a + b`, broadcast. */
export function add(graph: DifferentiableGraph, a: Tensor, b: Tensor): Tensor {
  return graph.apply('Add', [a, b], broadcastShape(a.shape, b.shape), [
    (gradient) => sumTo(graph, gradient, a.shape),
    (gradient) => sumTo(graph, gradient, b.shape),
  ]);
}
