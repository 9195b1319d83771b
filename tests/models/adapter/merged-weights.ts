import { createHash } from 'node:crypto';
import type { AdaptedProjection, Adapter } from '../../../models/adapter/adapter.ts';
import type { DecoderWeights } from '../../../models/decoder/decoder-weights.ts';

/** The same weights with an adapter's updates added to the matrices: `W + (a · b)ᵀ`, as a file without adapters would hold them. */
export function mergedWeights(weights: DecoderWeights, { name, layers, rank }: Adapter): DecoderWeights {
  const merged = new Map<string, Float32Array>();
  layers.forEach((layer, index) => {
    for (const [projection, { a, b }] of Object.entries(layer)) {
      const block = ['q', 'k', 'v', 'o'].includes(projection as AdaptedProjection) ? 'self_attn' : 'mlp';
      const matrixName = `model.layers.${index}.${block}.${projection}_proj.weight`;
      const [outputs, inputs] = weights.shape(matrixName) as [number, number];
      const matrix = weights.float(matrixName).slice();
      for (let output = 0; output < outputs; output++) {
        for (let input = 0; input < inputs; input++) {
          let sum = 0;
          for (let direction = 0; direction < rank; direction++) {
            sum += a[input * rank + direction]! * b[direction * outputs + output]!;
          }
          matrix[output * inputs + input] = matrix[output * inputs + input]! + sum;
        }
      }
      merged.set(matrixName, matrix);
    }
  });
  return {
    ...weights,
    name: `${weights.name} with ${name}`,
    fileSha256: createHash('sha256').update(`${weights.fileSha256} with ${name} of rank ${rank}`).digest('hex'),
    float: (tensor) => merged.get(tensor) ?? weights.float(tensor),
    fourBit: () => null,
  };
}
