import type { Dimension } from '../../onnx/graph-builder.ts';
import { broadcastShape, sumTo } from '../broadcast.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** Repeats `x` along its axes of size 1 and new leading ones, until it has `shape`. @throws if it does not fit */
export function expand(graph: DifferentiableGraph, x: Tensor, shape: readonly Dimension[]): Tensor {
  return graph.apply('Expand', [x], broadcastShape(x.shape, shape), [(gradient) => sumTo(graph, gradient, x.shape)], {
    extra: [graph.shapeValue(shape)],
  });
}
