import type { DecoderConfig } from '../../models/decoder/decoder-weights.ts';
import type { DifferentiableGraph } from '../../models/graph/graph.ts';
import type { RotaryTables } from '../../models/graph/operators/rotary.ts';

/** Angles `position × base^(−2i / d)` (Su et al. 2021), computed in double precision. */
export function rotaryTables(graph: DifferentiableGraph, config: DecoderConfig): RotaryTables {
  const half = config.headDimension / 2;
  const angles = Float64Array.from({ length: config.maxPositions * half }, (_, index) => {
    return Math.floor(index / half) * config.ropeBase ** (-(index % half) / half);
  });
  const table = (of: (angle: number) => number) =>
    graph.constant('float32', [config.maxPositions, half], Float32Array.from(angles, of));
  return {
    cosines: table(Math.cos),
    sines: table(Math.sin),
    negatedSines: table((angle) => -Math.sin(angle)),
  };
}
