import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { differentiate } from '../../../models/graph/differentiate.ts';
import { DifferentiableGraph } from '../../../models/graph/graph.ts';
import { multiply } from '../../../models/graph/operators/multiply.ts';
import { sumAll } from '../../../models/graph/operators/reduce.ts';
import type { Tensor } from '../../../models/graph/tensor.ts';
import { seededRandom } from '../../../models/host/sampling/random.ts';
import type { ElementType } from '../../../models/onnx/element-type.ts';
import { type Dimension, GraphBuilder } from '../../../models/onnx/graph-builder.ts';

/** An input of a checked operation: its shape in this run, with the names of the sizes that vary. */
export interface CheckedInput {
  readonly shape: readonly number[];
  readonly names?: readonly Dimension[];
  /** Where values are drawn from; −1 to 1 if not given. */
  readonly from?: number;
  readonly to?: number;
  /** Whole numbers, which have no gradient. */
  readonly integers?: { readonly type: 'int64' | 'int32'; readonly values: readonly number[] };
}

export interface CheckedOperation {
  readonly inputs: Readonly<Record<string, CheckedInput>>;
  readonly build: (graph: DifferentiableGraph, inputs: Record<string, Tensor>) => Tensor;
}

/** Half the distance of the two points of a finite difference. */
const step = 1e-2;

/**
 * The greatest difference between the graph's gradients and central finite differences, as a share of the greatest
 * gradient, over all float inputs. The loss is a fixed random mixture of the operation's outputs, so that no gradient
 * hides another.
 */
export async function gradientError({ inputs, build }: CheckedOperation): Promise<number> {
  const random = seededRandom(7);
  const builder = new GraphBuilder('check');
  const graph = new DifferentiableGraph(builder);
  const feeds: Record<string, OrtTensor> = {};
  const tensors: Record<string, Tensor> = {};
  const floats: string[] = [];
  for (const [name, { shape, names, from = -1, to = 1, integers }] of Object.entries(inputs)) {
    const type: ElementType = integers?.type ?? 'float32';
    tensors[name] = graph.input(name, type, names ?? shape);
    const count = shape.reduce((product, size) => product * size, 1);
    if (integers?.type === 'int64')
      feeds[name] = new OrtTensor('int64', BigInt64Array.from(integers.values, BigInt), shape);
    else if (integers) feeds[name] = new OrtTensor('int32', Int32Array.from(integers.values), shape);
    else {
      floats.push(name);
      feeds[name] = new OrtTensor(
        'float32',
        Float32Array.from({ length: count }, () => from + (to - from) * random()),
        shape,
      );
    }
  }
  const output = build(graph, tensors);
  // A fixed waveform over the output's places; its shape is read at run time, since sizes may vary.
  const flatShape = builder.node('Shape', [output.value]);
  const size = builder.node('ReduceProd', [flatShape], { attributes: { keepdims: { int: 0 } } });
  const places = builder.node(
    'Cast',
    [builder.node('Range', [scalarInteger(builder, 0), size, scalarInteger(builder, 1)])],
    { attributes: { to: { int: 1 } } },
  );
  const wave = builder.node('Cos', [builder.node('Mul', [places, builder.floats([1.7])])]);
  const mixture: Tensor = { value: builder.node('Reshape', [wave, flatShape]), type: 'float32', shape: output.shape };
  const loss = sumAll(graph, multiply(graph, output, mixture));
  const gradients = differentiate(
    graph,
    loss,
    floats.map((name) => tensors[name]!),
  );
  graph.output('loss', loss);
  gradients.forEach((gradient, index) => {
    graph.output(`gradient of ${floats[index]}`, gradient);
  });
  const session = await InferenceSession.create(builder.encode(), { logSeverityLevel: 3, intraOpNumThreads: 1 });
  try {
    const results = await session.run(feeds);
    let [error, greatest] = [0, 0];
    for (const name of floats) {
      const found = results[`gradient of ${name}`]!;
      const values = feeds[name]!.data as Float32Array;
      if (found.data.length !== values.length) throw new Error(`the gradient of ${name} is ${found.dims.join(' × ')}`);
      for (let at = 0; at < values.length; at++) {
        const held = values[at]!;
        const lossAt = async (value: number) => {
          values[at] = value;
          return Number((await session.run(feeds, ['loss'])).loss!.data[0]);
        };
        const slope = ((await lossAt(held + step)) - (await lossAt(held - step))) / (2 * step);
        values[at] = held;
        error = Math.max(error, Math.abs(slope - Number(found.data[at])));
        greatest = Math.max(greatest, Math.abs(slope));
      }
    }
    return error / greatest;
  } finally {
    await session.release();
  }
}

function scalarInteger(builder: GraphBuilder, value: number) {
  return builder.tensor('int64', [], BigInt64Array.of(BigInt(value)));
}
