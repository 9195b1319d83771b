import type { Dimension } from '../onnx/graph-builder.ts';
import type { DifferentiableGraph } from './graph.ts';
import { describe, type Tensor } from './tensor.ts';

/** The shape of an elementwise result under ONNX's (numpy's) broadcasting. @throws if the shapes do not fit */
export function broadcastShape(one: readonly Dimension[], other: readonly Dimension[]): Dimension[] {
  const rank = Math.max(one.length, other.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = one[axis - rank + one.length] ?? 1;
    const right = other[axis - rank + other.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new Error(`shapes ${describe(one)} and ${describe(other)} do not fit`);
  });
}

/** Sums a gradient over the axes along which a tensor of `shape` was repeated: what broadcasting turns into. */
export function sumTo(graph: DifferentiableGraph, gradient: Tensor, shape: readonly Dimension[]): Tensor {
  const extra = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((size, axis) => {
    return axis < extra || (shape[axis - extra] === 1 && size !== 1) ? [axis] : [];
  });
  if (axes.length === 0) return gradient;
  const { builder } = graph;
  let value = builder.node('ReduceSum', [gradient.value, builder.integers(axes)], {
    attributes: { keepdims: { int: extra > 0 ? 0 : 1 } },
  });
  if (extra > 0) value = builder.node('Reshape', [value, graph.shapeValue(shape)]);
  return { value, type: gradient.type, shape };
}
