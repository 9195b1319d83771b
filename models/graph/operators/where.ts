import { broadcastShape, sumTo } from '../broadcast.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/**
 * `a` where the condition is not 0, else `b`, broadcast. Each takes the gradient where it was taken.
 * @param condition int32 or uint8
 */
export function where(graph: DifferentiableGraph, condition: Tensor, a: Tensor, b: Tensor): Tensor {
  const { builder } = graph;
  const truth = builder.node('Cast', [condition.value], { attributes: { to: { int: booleanCode } } });
  const shape = broadcastShape(condition.shape, broadcastShape(a.shape, b.shape));
  const zero = builder.floats([0]);
  const chosen: Tensor = { value: builder.node('Where', [truth, a.value, b.value]), type: a.type, shape };
  const part = (yes: string, no: string, like: Tensor): Tensor =>
    sumTo(graph, { value: builder.node('Where', [truth, yes, no]), type: a.type, shape }, like.shape);
  graph.record(
    'Where',
    [condition, a, b],
    [chosen],
    [null, ([gradient]) => part(gradient!.value, zero, a), ([gradient]) => part(zero, gradient!.value, b)],
  );
  return chosen;
}

/** ONNX's number of the type bool, which our graphs have inside alone. */
const booleanCode = 9;
