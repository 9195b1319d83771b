import type { ElementType } from '../onnx/element-type.ts';
import type { Dimension, Value } from '../onnx/graph-builder.ts';

/** A value of the graph with its element type and shape; a dimension that varies has a name. */
export interface Tensor {
  readonly value: Value;
  readonly type: ElementType;
  readonly shape: readonly Dimension[];
}

/** `axis` counted from the front. @throws if the tensor has no such axis */
export function axisOf({ shape }: Pick<Tensor, 'shape'>, axis: number): number {
  const counted = axis < 0 ? axis + shape.length : axis;
  if (counted < 0 || counted >= shape.length) throw new Error(`a tensor of ${describe(shape)} has no axis ${axis}`);
  return counted;
}

/** A dimension that must be known while the graph is built. @throws if it varies */
export function fixedDimension({ shape }: Pick<Tensor, 'shape'>, axis: number): number {
  const size = shape[axisOf({ shape }, axis)]!;
  if (typeof size !== 'number') throw new Error(`axis ${axis} of ${describe(shape)} must have a fixed size here`);
  return size;
}

/** The shape in words, for messages. */
export function describe(shape: readonly Dimension[]): string {
  return `(${shape.join(', ')})`;
}
