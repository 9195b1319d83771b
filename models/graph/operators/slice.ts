import type { Dimension, Value } from '../../onnx/graph-builder.ts';
import type { DifferentiableGraph } from '../graph.ts';
import { axisOf, type Tensor } from '../tensor.ts';

/** Where a slice begins and ends: int64 tensors of one number. */
export interface Bounds {
  readonly from: Value;
  readonly to: Value;
}

/**
 * `x` from `from` up to `to` along `axis`, `size` long. The gradient is set into zeros of `x`'s shape.
 * @param bounds written when asked for, so that a slice nobody differentiates costs no nodes
 */
export function slice(
  graph: DifferentiableGraph,
  x: Tensor,
  axis: number,
  bounds: () => Bounds,
  size: Dimension,
): Tensor {
  const along = axisOf(x, axis);
  const { builder } = graph;
  const { from, to } = bounds();
  const shape = x.shape.map((known, index) => (index === along ? size : known));
  const axes = builder.integers([along]);
  return graph.apply(
    'Slice',
    [x],
    shape,
    [
      (gradient) => {
        const after = builder.node('Sub', [graph.shapeValue([x.shape[along]!]), to]);
        const pads = builder.node('Concat', [from, after], { attributes: { axis: { int: 0 } } });
        return graph.apply('Pad', [gradient], x.shape, [(padded) => slice(graph, padded, axis, bounds, size)], {
          extra: [pads, '', axes],
        });
      },
    ],
    { extra: [from, to, axes] },
  );
}

/** `x` from place `from` up to `to` along `axis`. */
export function sliceFixed(graph: DifferentiableGraph, x: Tensor, axis: number, from: number, to: number): Tensor {
  const bounds = { from: graph.builder.integers([from]), to: graph.builder.integers([to]) };
  return slice(graph, x, axis, () => bounds, to - from);
}
