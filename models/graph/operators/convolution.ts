import type { DifferentiableGraph } from '../graph.ts';
import { describe, fixedDimension, type Tensor } from '../tensor.ts';
import { transpose } from './transpose.ts';

/** Steps and padding of a convolution, the same in both directions. */
export interface ConvolutionSettings {
  readonly stride?: number;
  readonly padding?: number;
}

/**
 * Two-dimensional convolution (cross-correlation, as ONNX means it), without bias and groups.
 * @param x (N, I, H, W); height and width fixed
 * @param weight (O, I, h, w)
 * @returns (N, O, H′, W′)
 * @throws if the channels do not fit
 */
export function convolution(
  graph: DifferentiableGraph,
  x: Tensor,
  weight: Tensor,
  { stride = 1, padding = 0 }: ConvolutionSettings = {},
): Tensor {
  if (x.shape.length !== 4 || weight.shape.length !== 4 || x.shape[1] !== weight.shape[1]) {
    throw new Error(`a convolution of ${describe(x.shape)} with ${describe(weight.shape)} is not defined`);
  }
  const { builder } = graph;
  const sides = [2, 3].map((axis) => {
    const [input, kernel] = [fixedDimension(x, axis), fixedDimension(weight, axis)];
    const output = Math.floor((input + 2 * padding - kernel) / stride) + 1;
    // Input rows at the far side that no step reached.
    return { kernel, output, unreached: input + 2 * padding - kernel - (output - 1) * stride };
  });
  const pads = [padding, padding, padding, padding];
  const shape = [x.shape[0]!, weight.shape[0]!, ...sides.map(({ output }) => output)];
  const attributes = { strides: { ints: [stride, stride] }, pads: { ints: pads } };
  return graph.apply(
    'Conv',
    [x, weight],
    shape,
    [
      (gradient) => {
        const value = builder.node('ConvTranspose', [gradient.value, weight.value], {
          attributes: { ...attributes, output_padding: { ints: sides.map(({ unreached }) => unreached) } },
        });
        return { value, type: x.type, shape: x.shape };
      },
      (gradient) => {
        // Channels become the batch: each pair of channels is the input slid over by the gradient, `stride` apart.
        const images = transpose(graph, x, [1, 0, 2, 3]);
        const kernels = transpose(graph, gradient, [1, 0, 2, 3]);
        const slid = builder.node('Conv', [images.value, kernels.value], {
          attributes: { dilations: { ints: [stride, stride] }, pads: { ints: pads } },
        });
        const ends = builder.integers(sides.map(({ kernel }) => kernel));
        const value = builder.node('Slice', [slid, builder.integers([0, 0]), ends, builder.integers([2, 3])]);
        const [outputs, inputs, height, width] = weight.shape;
        const turned: Tensor = { value, type: x.type, shape: [inputs!, outputs!, height!, width!] };
        return transpose(graph, turned, [1, 0, 2, 3]);
      },
    ],
    { attributes },
  );
}
