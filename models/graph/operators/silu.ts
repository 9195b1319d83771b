import { microsoftDomain } from '../../onnx/graph-builder.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** `x · σ(x)` (Elfwing et al. 2018). ∂x = ∂y · σ · (1 + x − y). */
export function silu(graph: DifferentiableGraph, x: Tensor): Tensor {
  const { builder } = graph;
  const y: Tensor = graph.apply(
    'QuickGelu',
    [x],
    x.shape,
    [
      (gradient) => {
        const sigmoid = builder.node('Sigmoid', [x.value]);
        const rest = builder.node('Sub', [builder.node('Add', [x.value, builder.floats([1])]), y.value]);
        const value = builder.node('Mul', [gradient.value, builder.node('Mul', [sigmoid, rest])]);
        return { value, type: x.type, shape: x.shape };
      },
    ],
    { domain: microsoftDomain, attributes: { alpha: { float: 1 } } },
  );
  return y;
}
