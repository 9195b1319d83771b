import { broadcastShape, sumTo } from '../broadcast.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { multiply } from './multiply.ts';
import { negate } from './negate.ts';

/** `a / b`, elementwise, broadcast. ∂/∂b = −a / b². */
export function divide(graph: DifferentiableGraph, a: Tensor, b: Tensor): Tensor {
  const quotient: Tensor = graph.apply('Div', [a, b], broadcastShape(a.shape, b.shape), [
    (gradient) => sumTo(graph, divide(graph, gradient, b), a.shape),
    (gradient) => negate(graph, sumTo(graph, divide(graph, multiply(graph, gradient, quotient), b), b.shape)),
  ]);
  return quotient;
}
