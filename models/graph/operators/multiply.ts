import { broadcastShape, sumTo } from '../broadcast.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** `a × b`, elementwise, broadcast. */
export function multiply(graph: DifferentiableGraph, a: Tensor, b: Tensor): Tensor {
  return graph.apply('Mul', [a, b], broadcastShape(a.shape, b.shape), [
    (gradient) => sumTo(graph, multiply(graph, gradient, b), a.shape),
    (gradient) => sumTo(graph, multiply(graph, gradient, a), b.shape),
  ]);
}

/** `x × factor` for a number known now. */
export function scale(graph: DifferentiableGraph, x: Tensor, factor: number): Tensor {
  return multiply(graph, x, graph.scalar(factor));
}
