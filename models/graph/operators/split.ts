import type { Dimension } from '../../onnx/graph-builder.ts';
import type { DifferentiableGraph } from '../graph.ts';
import { axisOf, type Tensor } from '../tensor.ts';

/** Cuts `x` along `axis` into parts of the given sizes, which may be named. The gradient joins the parts again. */
export function split(graph: DifferentiableGraph, x: Tensor, axis: number, sizes: readonly Dimension[]): Tensor[] {
  const along = axisOf(x, axis);
  const { builder } = graph;
  const values = builder.nodes('Split', [x.value, graph.shapeValue(sizes)], sizes.length, {
    attributes: { axis: { int: along } },
  });
  const parts = values.map((value, part): Tensor => {
    return { value, type: x.type, shape: x.shape.map((size, index) => (index === along ? sizes[part]! : size)) };
  });
  graph.record('Split', [x], parts, [
    (gradients) => {
      const whole = parts.map(({ shape }, part) => {
        return gradients[part]?.value ?? builder.node('ConstantOfShape', [graph.shapeValue(shape)]);
      });
      const value = builder.node('Concat', whole, { attributes: { axis: { int: along } } });
      return { value, type: x.type, shape: x.shape };
    },
  ]);
  return parts;
}
