import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { multiply } from './multiply.ts';

/** `eˣ`, its own derivative. */
export function exponential(graph: DifferentiableGraph, x: Tensor): Tensor {
  const y: Tensor = graph.apply('Exp', [x], x.shape, [(gradient) => multiply(graph, gradient, y)]);
  return y;
}
