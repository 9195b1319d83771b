import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { WeightType } from '../decoder/graph/row-scaled-product.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';

const length = 64;
let known: Promise<WeightType> | undefined;

/**
 * Which bytes this processor multiplies exactly: signed if the greatest product comes out right, else unsigned.
 * Processors without VNNI add pairs of products of unsigned and signed bytes in 16 bits, which saturate.
 */
export function exactByteType(): Promise<WeightType> {
  known ??= signedBytesAreExact().then((exact) => (exact ? 'int8' : 'uint8'));
  return known;
}

async function signedBytesAreExact(): Promise<boolean> {
  const columns = 16;
  const graph = new GraphBuilder('bytes');
  const x = graph.input('x', 'uint8', [2, length]);
  const matrix = graph.tensor('int8', [length, columns], new Int8Array(length * columns).fill(127));
  graph.output('y', 'int32', [2, columns], graph.node('MatMulInteger', [x, matrix]));
  const session = await InferenceSession.create(graph.encode(), { intraOpNumThreads: 1, logSeverityLevel: 4 });
  const input = new Tensor('uint8', new Uint8Array(2 * length).fill(255), [2, length]);
  const { y } = await session.run({ x: input });
  await session.release();
  return (y!.data as Int32Array).every((sum) => sum === 255 * 127 * length);
}
