import type { Dimension } from '../../onnx/graph-builder.ts';
import type { DifferentiableGraph } from '../graph.ts';
import { axisOf, type Tensor } from '../tensor.ts';
import { slice } from './slice.ts';

/**
 * Joins tensors along `axis`. Sizes there are fixed, or one of them varies and `size` names the sum.
 * @throws if more than one size varies
 */
export function concat(graph: DifferentiableGraph, parts: readonly Tensor[], axis: number, size?: string): Tensor {
  const along = axisOf(parts[0]!, axis);
  const sizes = parts.map((part) => part.shape[along]!);
  const varying = sizes.findIndex((part) => typeof part === 'string');
  if (varying >= 0 && size === undefined) throw new Error(`joining ${sizes.join(', ')} needs a name for their sum`);
  if (size !== undefined) graph.defineSum(size, sizes);
  const total: Dimension = size ?? sizes.reduce<number>((sum, part) => sum + (part as number), 0);
  const shape = parts[0]!.shape.map((known, index) => (index === along ? total : known));
  const bounds = partBounds(graph, sizes);
  return graph.apply(
    'Concat',
    parts,
    shape,
    parts.map((part, index) => (gradient) => slice(graph, gradient, along, bounds[index]!, part.shape[along]!)),
    { attributes: { axis: { int: along } } },
  );
}

/** Where each part begins and ends, as int64 tensors of one number, written when first asked for. */
function partBounds(graph: DifferentiableGraph, sizes: readonly Dimension[]) {
  const { builder } = graph;
  return sizes.map((_, index) => () => {
    const before = sizes.slice(0, index);
    const sum = (parts: readonly Dimension[]) => {
      const fixed = parts.reduce<number>((total, part) => total + (typeof part === 'number' ? part : 0), 0);
      return parts
        .filter((part) => typeof part === 'string')
        .reduce((total, part) => builder.node('Add', [total, graph.shapeValue([part])]), builder.integers([fixed]));
    };
    return { from: sum(before), to: sum([...before, sizes[index]!]) };
  });
}
