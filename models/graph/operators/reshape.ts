import type { Dimension } from '../../onnx/graph-builder.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** The same values in another shape; named sizes in it must be known to the graph. */
export function reshape(graph: DifferentiableGraph, x: Tensor, shape: readonly Dimension[]): Tensor {
  return graph.apply('Reshape', [x], shape, [(gradient) => reshape(graph, gradient, x.shape)], {
    extra: [graph.shapeValue(shape)],
  });
}
