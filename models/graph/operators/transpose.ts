import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** Axis `i` of the result is axis `order[i]` of `x`. */
export function transpose(graph: DifferentiableGraph, x: Tensor, order: readonly number[]): Tensor {
  const back = order.map((_, axis) => order.indexOf(axis));
  const shape = order.map((axis) => x.shape[axis]!);
  return graph.apply('Transpose', [x], shape, [(gradient) => transpose(graph, gradient, back)], {
    attributes: { perm: { ints: order } },
  });
}

/** Swaps the last two axes. */
export function transposeLast(graph: DifferentiableGraph, x: Tensor): Tensor {
  const order = x.shape.map((_, axis) => axis);
  const last = order.length - 1;
  return transpose(graph, x, [...order.slice(0, -2), last, last - 1]);
}
