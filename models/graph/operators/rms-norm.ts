import type { DifferentiableGraph } from '../graph.ts';
import { fixedDimension, type Tensor } from '../tensor.ts';

/**
 * Root-mean-square normalisation over the last axis, times `weight` (Zhang and Sennrich 2019): `y = x·r·w` with
 * `r = (mean x² + ε)^(−1/2)`. With `u = ∂y·w` and `n = x·r`: `∂x = r·(u − n·mean(u·n))`.
 */
export function rmsNorm(graph: DifferentiableGraph, x: Tensor, weight: Tensor, epsilon: number): Tensor {
  const { builder } = graph;
  fixedDimension(x, -1);
  const last = builder.integers([-1]);
  const inverse = builder.within('inverse-root', () => {
    const squares = builder.node('ReduceMean', [builder.node('Mul', [x.value, x.value]), last]);
    const root = builder.node('Sqrt', [builder.node('Add', [squares, builder.floats([epsilon])])]);
    return builder.node('Reciprocal', [root]);
  });
  const normalised = builder.node('Mul', [x.value, inverse]);
  const y: Tensor = { value: builder.node('Mul', [normalised, weight.value]), type: x.type, shape: x.shape };
  graph.record(
    'RmsNorm',
    [x, weight],
    [y],
    [
      ([gradient]) => {
        const weighted = builder.node('Mul', [gradient!.value, weight.value]);
        const mean = builder.node('ReduceMean', [builder.node('Mul', [weighted, normalised]), last]);
        const along = builder.node('Sub', [weighted, builder.node('Mul', [normalised, mean])]);
        return { value: builder.node('Mul', [along, inverse]), type: x.type, shape: x.shape };
      },
      ([gradient]) => {
        const axes = builder.integers(x.shape.slice(0, -1).map((_, axis) => axis));
        const each = builder.node('Mul', [gradient!.value, normalised]);
        const value = builder.node('ReduceSum', [each, axes], { attributes: { keepdims: { int: 0 } } });
        return { value, type: x.type, shape: weight.shape };
      },
    ],
  );
  return y;
}
