import { microsoftDomain } from '../../onnx/graph-builder.ts';
import type { DifferentiableGraph } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** Cosines and sines by position, `(positions, headSize / 2)` each, and the sines with their sign turned. */
export interface RotaryTables {
  readonly cosines: Tensor;
  readonly sines: Tensor;
  readonly negatedSines: Tensor;
}

/**
 * Turns each head of `x (B, S, heads × d)` by its position (Su et al. 2021); the pairs are the two halves of a head. A
 * rotation's gradient is the rotation back.
 * @param positions int64 (B, S)
 */
export function rotary(graph: DifferentiableGraph, x: Tensor, positions: Tensor, tables: RotaryTables): Tensor {
  const turn = (y: Tensor, forwards: boolean): Tensor => {
    const sines = forwards ? tables.sines : tables.negatedSines;
    return graph.apply(
      'RotaryEmbedding',
      [y, positions, tables.cosines, sines],
      y.shape,
      [(gradient) => turn(gradient, !forwards), null, null, null],
      { domain: microsoftDomain, attributes: { interleaved: { int: 0 } } },
    );
  };
  return turn(x, true);
}
