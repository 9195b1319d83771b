import type { DifferentiableGraph } from './graph.ts';
import { add } from './operators/add.ts';
import { describe, type Tensor } from './tensor.ts';

/**
 * Writes the gradients of the scalar `loss` with respect to each of `wanted` behind what the graph holds already. Only
 * operations that lie between one of them and the loss are walked, so frozen weights cost nothing.
 * @returns one gradient a wanted tensor, of its shape
 * @throws if the loss is not a scalar, does not depend on one of them, or meets an operation without a gradient
 */
export function differentiate(graph: DifferentiableGraph, loss: Tensor, wanted: readonly Tensor[]): Tensor[] {
  if (loss.shape.length !== 0) throw new Error(`the loss is a scalar, not ${describe(loss.shape)}`);
  const depends = new Set(wanted.map(({ value }) => value));
  const forward = [...graph.operations];
  for (const { inputs, outputs } of forward) {
    if (inputs.some(({ value }) => depends.has(value))) for (const { value } of outputs) depends.add(value);
  }
  const gradients = new Map<string, Tensor>([[loss.value, graph.scalar(1)]]);
  for (const operation of forward.reverse()) {
    const outputGradients = operation.outputs.map(({ value }) => gradients.get(value));
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    operation.inputs.forEach((input, index) => {
      if (!depends.has(input.value)) return;
      const rule = operation.gradients[index];
      if (!rule) throw new Error(`${operation.name} has no gradient for its input ${index}`);
      const gradient = graph.builder.within('gradient', () => rule(outputGradients));
      const sofar = gradients.get(input.value);
      gradients.set(input.value, sofar ? add(graph, sofar, gradient) : gradient);
    });
  }
  return wanted.map(({ value, shape }) => {
    const gradient = gradients.get(value);
    if (!gradient) throw new Error(`the loss does not depend on ${value}`);
    return { ...gradient, shape };
  });
}
