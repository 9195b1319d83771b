import { type GraphBuilder, microsoftDomain, type Value } from '../../onnx/graph-builder.ts';
import type { DecoderConfig } from '../decoder-weights.ts';

/** Cosines and sines of every position, `(maxPositions, headDimension / 2)` each. */
export interface RotaryTable {
  readonly cosines: Value;
  readonly sines: Value;
}

/** Angles `position × base^(−2i / d)` (Su et al. 2021, RoFormer), computed in double precision. */
export function rotaryTable(graph: GraphBuilder, config: DecoderConfig): RotaryTable {
  const half = config.headDimension / 2;
  const cosines = new Float32Array(config.maxPositions * half);
  const sines = new Float32Array(config.maxPositions * half);
  for (let index = 0; index < half; index++) {
    const frequency = config.ropeBase ** (-index / half);
    for (let position = 0; position < config.maxPositions; position++) {
      cosines[position * half + index] = Math.cos(position * frequency);
      sines[position * half + index] = Math.sin(position * frequency);
    }
  }
  const shape = [config.maxPositions, half];
  return { cosines: graph.tensor('float32', shape, cosines), sines: graph.tensor('float32', shape, sines) };
}

/** Turns each head of `x (B, S, heads × d)` by its position; the pairs are the two halves of a head. */
export function rotate(graph: GraphBuilder, x: Value, positions: Value, table: RotaryTable): Value {
  return graph.node('RotaryEmbedding', [x, positions, table.cosines, table.sines], {
    domain: microsoftDomain,
    attributes: { interleaved: { int: 0 } },
  });
}
