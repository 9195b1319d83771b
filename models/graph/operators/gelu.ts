import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { add } from './add.ts';
import { errorFunction } from './error-function.ts';
import { multiply, scale } from './multiply.ts';

/** `x · Φ(x)` with the exact normal distribution function (Hendrycks and Gimpel 2016). */
export function gelu(graph: DifferentiableGraph, x: Tensor): Tensor {
  const share = add(graph, errorFunction(graph, scale(graph, x, Math.SQRT1_2)), graph.scalar(1));
  return scale(graph, multiply(graph, x, share), 0.5);
}
