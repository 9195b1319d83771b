import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** Logarithm of the softmax over the last axis. ∂x = ∂y − softmax · Σ ∂y. */
export function logSoftmax(graph: DifferentiableGraph, x: Tensor): Tensor {
  const { builder } = graph;
  const y: Tensor = graph.apply(
    'LogSoftmax',
    [x],
    x.shape,
    [
      (gradient) => {
        const sums = builder.node('ReduceSum', [gradient.value, builder.integers([-1])]);
        const spread = builder.node('Mul', [builder.node('Exp', [y.value]), sums]);
        return { value: builder.node('Sub', [gradient.value, spread]), type: x.type, shape: x.shape };
      },
    ],
    { attributes: { axis: { int: -1 } } },
  );
  return y;
}
