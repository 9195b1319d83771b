import type { DifferentiableGraph } from '../graph.ts';
import { axisOf, type Tensor } from '../tensor.ts';

/**
 * The rows of `x` (axis 0) that `indices`, int64 of one axis, names, in its order. The gradient adds each row's to the
 * place it came from, so a row that is taken twice gets both.
 */
export function gatherRows(graph: DifferentiableGraph, x: Tensor, indices: Tensor): Tensor {
  axisOf(x, 0);
  const { builder } = graph;
  return graph.apply(
    'Gather',
    [x, indices],
    [indices.shape[0]!, ...x.shape.slice(1)],
    [
      (gradient) => {
        const zeros = builder.node('ConstantOfShape', [graph.shapeValue(x.shape)]);
        const places = builder.node('Unsqueeze', [indices.value, builder.integers([1])]);
        const value = builder.node('ScatterND', [zeros, places, gradient.value], {
          attributes: { reduction: { text: 'add' } },
        });
        return { value, type: x.type, shape: x.shape };
      },
      null,
    ],
  );
}
