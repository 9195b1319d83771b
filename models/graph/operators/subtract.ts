import { broadcastShape, sumTo } from '../broadcast.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { negate } from './negate.ts';

/** `a − b`, broadcast. */
export function subtract(graph: DifferentiableGraph, a: Tensor, b: Tensor): Tensor {
  return graph.apply('Sub', [a, b], broadcastShape(a.shape, b.shape), [
    (gradient) => sumTo(graph, gradient, a.shape),
    (gradient) => negate(graph, sumTo(graph, gradient, b.shape)),
  ]);
}
