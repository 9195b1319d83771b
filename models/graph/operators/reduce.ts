import type { Dimension } from '../../onnx/graph-builder.ts';
import type { DifferentiableGraph } from '../graph.ts';
import { axisOf, fixedDimension, type Tensor } from '../tensor.ts';
import { expand } from './expand.ts';
import { scale } from './multiply.ts';
import { reshape } from './reshape.ts';

/** Sum over `axes`, which stay with size 1 if `keep` says so; over all axes it is a scalar. */
export function reduceSum(graph: DifferentiableGraph, x: Tensor, axes: readonly number[], keep = false): Tensor {
  const reduced = new Set(axes.map((axis) => axisOf(x, axis)));
  const kept = x.shape.map((size, axis): Dimension => (reduced.has(axis) ? 1 : size));
  const shape = keep ? kept : x.shape.filter((_, axis) => !reduced.has(axis));
  return graph.apply(
    'ReduceSum',
    [x],
    shape,
    [(gradient) => expand(graph, keep ? gradient : reshape(graph, gradient, kept), x.shape)],
    { attributes: { keepdims: { int: Number(keep) } }, extra: [graph.builder.integers([...reduced])] },
  );
}

/** Mean over `axes` of fixed size. */
export function reduceMean(graph: DifferentiableGraph, x: Tensor, axes: readonly number[], keep = false): Tensor {
  const count = axes.reduce((product, axis) => product * fixedDimension(x, axis), 1);
  return scale(graph, reduceSum(graph, x, axes, keep), 1 / count);
}

/** Sum of all values, a scalar. */
export function sumAll(graph: DifferentiableGraph, x: Tensor): Tensor {
  return reduceSum(
    graph,
    x,
    x.shape.map((_, axis) => axis),
  );
}
