import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** Softmax over the last axis. ∂x = y · (∂y − Σ ∂y·y). */
export function softmax(graph: DifferentiableGraph, x: Tensor): Tensor {
  const { builder } = graph;
  const y: Tensor = graph.apply(
    'Softmax',
    [x],
    x.shape,
    [
      (gradient) => {
        const weighted = builder.node('Mul', [gradient.value, y.value]);
        const sums = builder.node('ReduceSum', [weighted, builder.integers([-1])]);
        const value = builder.node('Mul', [y.value, builder.node('Sub', [gradient.value, sums])]);
        return { value, type: x.type, shape: x.shape };
      },
    ],
    { attributes: { axis: { int: -1 } } },
  );
  return y;
}
