import type { GraphBuilder, Value } from '../../onnx/graph-builder.ts';
import { attentionShape } from '../decoder-inputs.ts';
import type { DecoderConfig } from '../decoder-weights.ts';
import { type AttentionHeads, split } from './attention-heads.ts';

/** What the new tokens attend to beside themselves, and the masks; shapes in decoder-inputs.ts. */
export interface AttentionContext {
  readonly prefixKey: Value;
  readonly prefixValue: Value;
  readonly prefixBias: Value;
  readonly ownKey: Value;
  readonly ownValue: Value;
  readonly ownBias: Value;
  readonly newBias: Value;
  /** int64 [K, B, R, −1]: splits the prefix's rows again into batch and query rows. */
  readonly unfoldedRows: Value;
}

/**
 * Attention over prefix, own cache and new tokens without joining them: each part gives exp(score − m) products under
 * the greatest score m of all three, and the sums are divided at the end (online softmax: Milakov and Gimelshein
 * 2018; Dao et al. 2022). The rows of the whole batch meet the prefix as one matrix. Each sum runs over one part in
 * order, and hidden places add exact zeros, so neither padding nor batch-mates change a row's result.
 * @returns (B·S, heads × d)
 */
export function attention(
  graph: GraphBuilder,
  config: DecoderConfig,
  { query, key, value }: AttentionHeads,
  context: AttentionContext,
): Value {
  const { keyValueHeads, width } = attentionShape(config);
  const swapBatch = (x: Value) => graph.node('Transpose', [x], { attributes: { perm: { ints: [1, 0, 2, 3] } } });
  const unfoldRows = (x: Value) => swapBatch(graph.node('Reshape', [x, context.unfoldedRows]));
  const biased = (left: Value, right: Value, bias: Value) =>
    graph.node('Add', [graph.node('MatMul', [left, right]), bias]);
  const greatest = (scores: Value) =>
    graph.node('ReduceMax', [scores, graph.integers([-1])], { attributes: { keepdims: { int: 1 } } });
  const weighted = (scores: Value, maximum: Value, values: Value) =>
    graph.node('MatMul', [graph.node('Exp', [graph.node('Sub', [scores, maximum])]), values]);

  // A product of one row is summed in another order than one of several. Where a group is one head and the batch one
  // row, an empty row is set beside it, so that it never stands alone.
  const mayBeOneRow = config.heads === keyValueHeads;
  const beside = (x: Value) => (mayBeOneRow ? graph.node('Pad', [x, graph.integers([0, 0, 0, 0, 1, 0])]) : x);
  const without = (x: Value) =>
    mayBeOneRow ? graph.node('Slice', [x, graph.integers([0]), graph.integers([-1]), graph.integers([1])]) : x;

  const foldedQuery = graph.node('Reshape', [swapBatch(query), graph.integers([keyValueHeads, -1, width])]);
  const prefixScores = biased(beside(foldedQuery), context.prefixKey, context.prefixBias);
  const ownScores = biased(query, context.ownKey, context.ownBias);
  const newScores = biased(query, key, context.newBias);

  const maximum = graph.node('Max', [
    unfoldRows(without(greatest(prefixScores))),
    greatest(ownScores),
    greatest(newScores),
  ]);
  const prefixMaximum = graph.node('Reshape', [swapBatch(maximum), graph.integers([keyValueHeads, -1, 1])]);

  const sums = graph.node('Sum', [
    unfoldRows(without(weighted(prefixScores, beside(prefixMaximum), context.prefixValue))),
    weighted(ownScores, maximum, context.ownValue),
    weighted(newScores, maximum, value),
  ]);
  const [weightedValues, totalWeight] = split(graph, sums, -1, [width, 1]);
  const mean = graph.node('Div', [weightedValues!, totalWeight!]);
  const heads = graph.node('Reshape', [mean, graph.integers([0, config.heads, -1, width])]);
  const byToken = graph.node('Transpose', [heads], { attributes: { perm: { ints: [0, 2, 1, 3] } } });
  return graph.node('Reshape', [byToken, graph.integers([-1, config.heads * width])]);
}
