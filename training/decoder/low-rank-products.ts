import type { AdaptedProjection } from '../../models/adapter/adapter.ts';
import type { DecoderWeights } from '../../models/decoder/decoder-weights.ts';
import { stackedFloats, wholeMatrices } from '../../models/decoder/graph/stacked-matrix.ts';
import type { DifferentiableGraph } from '../../models/graph/graph.ts';
import { add } from '../../models/graph/operators/add.ts';
import { matMul, matMulTransposed } from '../../models/graph/operators/mat-mul.ts';
import { multiply, scale } from '../../models/graph/operators/multiply.ts';
import { split } from '../../models/graph/operators/split.ts';
import type { Tensor } from '../../models/graph/tensor.ts';

/** The trained matrices as the graph holds them. */
export interface GraphAdapter {
  readonly scale: number;
  /** `a (in, rank)` or `b (rank, out)` of a layer's projection. */
  matrix(layer: number, projection: AdaptedProjection, side: 'a' | 'b'): Tensor;
  /** (N, rank), absent without dropout. */
  dropout(layer: number, projection: AdaptedProjection): Tensor | undefined;
}

const tensorNames: Record<AdaptedProjection, string> = {
  q: 'self_attn.q_proj',
  k: 'self_attn.k_proj',
  v: 'self_attn.v_proj',
  o: 'self_attn.o_proj',
  gate: 'mlp.gate_proj',
  up: 'mlp.up_proj',
  down: 'mlp.down_proj',
};

/**
 * `x·Wᵀ + scale · (x·A)·B` for projections that share their input, frozen matrices in one product.
 * @param x (N, in)
 * @returns one (N, out) a projection
 */
export function lowRankProducts(
  graph: DifferentiableGraph,
  weights: DecoderWeights,
  adapter: GraphAdapter,
  layer: number,
  named: readonly AdaptedProjection[],
  x: Tensor,
): Tensor[] {
  const matrix = wholeMatrices(
    weights,
    named.map((projection) => `model.layers.${layer}.${tensorNames[projection]}.weight`),
  );
  const frozen = graph.constant('float32', [matrix.rows, matrix.columns], stackedFloats(matrix));
  const whole = matMulTransposed(graph, x, frozen);
  const sizes = matrix.blocks.map(({ rows }) => rows);
  const parts = sizes.length === 1 ? [whole] : split(graph, whole, 1, sizes);
  return named.map((projection, index) => {
    const narrow = scale(graph, matMul(graph, x, adapter.matrix(layer, projection, 'a')), adapter.scale);
    const mask = adapter.dropout(layer, projection);
    const kept = mask ? multiply(graph, narrow, mask) : narrow;
    return add(graph, parts[index]!, matMul(graph, kept, adapter.matrix(layer, projection, 'b')));
  });
}
