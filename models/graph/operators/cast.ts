import { type ElementType, elementTypes } from '../../onnx/element-type.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** `x` in another element type. Gradients pass between float types; whole numbers have none. */
export function cast(graph: DifferentiableGraph, x: Tensor, type: ElementType): Tensor {
  const smooth = [x.type, type].every((one) => one === 'float32' || one === 'float16');
  return graph.apply('Cast', [x], x.shape, [smooth ? (gradient) => cast(graph, gradient, x.type) : null], {
    type,
    attributes: { to: { int: elementTypes[type].code } },
  });
}
