import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { exponential } from './exponential.ts';
import { multiply, scale } from './multiply.ts';
import { negate } from './negate.ts';

/** `erf x`. ∂x = ∂y · 2/√π · e^(−x²). */
export function errorFunction(graph: DifferentiableGraph, x: Tensor): Tensor {
  return graph.apply('Erf', [x], x.shape, [
    (gradient) => {
      const bell = exponential(graph, negate(graph, multiply(graph, x, x)));
      return multiply(graph, gradient, scale(graph, bell, 2 / Math.sqrt(Math.PI)));
    },
  ]);
}
