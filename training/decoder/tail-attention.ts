import { attentionShape } from '../../models/decoder/decoder-inputs.ts';
import type { DecoderConfig } from '../../models/decoder/decoder-weights.ts';
import type { DifferentiableGraph } from '../../models/graph/graph.ts';
import { add } from '../../models/graph/operators/add.ts';
import { concat } from '../../models/graph/operators/concat.ts';
import { matMul } from '../../models/graph/operators/mat-mul.ts';
import { scale } from '../../models/graph/operators/multiply.ts';
import { reshape } from '../../models/graph/operators/reshape.ts';
import { type RotaryTables, rotary } from '../../models/graph/operators/rotary.ts';
import { softmax } from '../../models/graph/operators/softmax.ts';
import { split } from '../../models/graph/operators/split.ts';
import { transpose, transposeLast } from '../../models/graph/operators/transpose.ts';
import type { Tensor } from '../../models/graph/tensor.ts';

/** What the tail's tokens attend to beside themselves, and the masks; shapes in training-inputs.ts. */
export interface TailContext {
  readonly prefixKey: Tensor;
  readonly prefixValue: Tensor;
  readonly prefixBias: Tensor;
  readonly tailBias: Tensor;
  readonly positions: Tensor;
  readonly tables: RotaryTables;
}

/**
 * Grouped-query attention of the tail over the constant prefix and itself, as one softmax over both.
 * @param query (N, heads · d)
 * @param key (N, K · d)
 * @param value (N, K · d)
 * @returns (N, heads · d)
 */
export function tailAttention(
  graph: DifferentiableGraph,
  config: DecoderConfig,
  [query, key, value]: readonly [Tensor, Tensor, Tensor],
  context: TailContext,
): Tensor {
  const { keyValueHeads, group, width } = attentionShape(config);
  const { positions, tables } = context;
  const turned = (x: Tensor, columns: number) =>
    rotary(graph, reshape(graph, x, ['rows', 'tail', columns]), positions, tables);
  const byHead = (x: Tensor, order: readonly number[]) =>
    transpose(graph, reshape(graph, x, ['rows', 'tail', keyValueHeads, width]), order);

  const queries = reshape(graph, scale(graph, turned(query, config.heads * width), 1 / Math.sqrt(width)), [
    'rows',
    'tail',
    keyValueHeads,
    group,
    width,
  ]);
  const folded = reshape(graph, transpose(graph, queries, [0, 2, 3, 1, 4]), ['rows', keyValueHeads, 'queries', width]);
  const keys = byHead(turned(key, keyValueHeads * width), [0, 2, 3, 1]);
  const values = byHead(value, [0, 2, 1, 3]);

  const prefixScores = add(graph, matMul(graph, folded, transposeLast(graph, context.prefixKey)), context.prefixBias);
  const tailScores = add(graph, matMul(graph, folded, keys), context.tailBias);
  const shares = softmax(graph, concat(graph, [prefixScores, tailScores], -1, 'seen'));
  const [prefixShares, tailShares] = split(graph, shares, -1, ['prefix', 'tail']);
  const mixed = add(graph, matMul(graph, prefixShares!, context.prefixValue), matMul(graph, tailShares!, values));
  const heads = reshape(graph, mixed, ['rows', keyValueHeads, group, 'tail', width]);
  return reshape(graph, transpose(graph, heads, [0, 3, 1, 2, 4]), ['tokens', config.heads * width]);
}
