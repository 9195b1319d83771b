import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { rowScaled, type WeightType } from '../../../models/decoder/graph/row-scaled-product.ts';
import { wholeMatrices } from '../../../models/decoder/graph/stacked-matrix.ts';
import { exactByteType } from '../../../models/host/exact-byte-type.ts';
import { seededRandom } from '../../../models/host/sampling/random.ts';
import { GraphBuilder } from '../../../models/onnx/graph-builder.ts';
import { randomWeights } from '../decoder/random-weights.ts';

async function product(type: WeightType, values: Float32Array): Promise<Float32Array> {
  const weights = randomWeights();
  const kind = rowScaled(type);
  const graph = new GraphBuilder('product');
  const x = graph.input('x', 'float32', [1, 3, 64]);
  const matrix = wholeMatrices(weights, ['model.layers.0.mlp.up_proj.weight']);
  graph.output('y', 'float32', [1, 3, 96], kind.multiply(graph, kind.ready(graph, x, 64, 3), matrix));
  const session = await InferenceSession.create(graph.encode());
  const { y } = await session.run({ x: new Tensor('float32', values, [1, 3, 64]) });
  return (y!.data as Float32Array).slice();
}

it('signed and unsigned bytes give the same product', async () => {
  const random = seededRandom(3);
  const values = Float32Array.from({ length: 3 * 64 }, () => random() - 0.5);
  const unsigned = await product('uint8', values);
  const exact = await exactByteType();
  expect(['int8', 'uint8']).toContain(exact);
  expect(await product(exact, values)).toEqual(unsigned);
  const matrix = randomWeights().float('model.layers.0.mlp.up_proj.weight');
  for (let row = 0; row < 3; row++) {
    for (let output = 0; output < 96; output++) {
      let sum = 0;
      for (let at = 0; at < 64; at++) sum += values[row * 64 + at]! * matrix[output * 64 + at]!;
      expect(Math.abs(unsigned[row * 96 + output]! - sum)).toBeLessThan(0.02);
    }
  }
});
