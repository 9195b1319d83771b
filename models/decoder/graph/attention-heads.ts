import type { GraphBuilder, Value } from '../../onnx/graph-builder.ts';
import { attentionShape } from '../decoder-inputs.ts';
import type { DecoderWeights } from '../decoder-weights.ts';
import type { AdapterUpdate } from './adapter-update.ts';
import type { ProductKind } from './product.ts';
import { type RotaryTable, rotate } from './rotary-embedding.ts';
import { type RowBlock, stack, stackedBias } from './stacked-matrix.ts';

/** New queries, keys and values of a layer; K key/value heads, R = g·S query rows a key/value head. */
export interface AttentionHeads {
  /** (B, K, R, d), already divided by √d; rows ordered by head, then token */
  readonly query: Value;
  /** (B, K, d, S) */
  readonly key: Value;
  /** (B, K, S, d + 1), the last column 1 */
  readonly value: Value;
}

/** Shapes that depend on the step. */
export interface HeadShapes {
  /** int64 [B, S, K, g + 1, d] */
  readonly queriesAndKeys: Value;
  /** int64 [B, S, K, d] */
  readonly values: Value;
  /** (B, K, S, 1) */
  readonly ones: Value;
}

/**
 * Projects to queries, keys and values in one product. Its rows stand group by group, the queries of a group before
 * its key, so that one transpose brings queries and keys into place; the values come last.
 * @param input (B·S, H)
 * @param positions (1, B·S)
 */
export function attentionHeads(
  graph: GraphBuilder,
  product: ProductKind,
  weights: DecoderWeights,
  layer: number,
  input: Value,
  positions: Value,
  table: RotaryTable,
  shapes: HeadShapes,
  adapted: AdapterUpdate,
): AttentionHeads {
  const { hiddenSize } = weights.config;
  const { keyValueHeads, group, width } = attentionShape(weights.config);
  const attention = `model.layers.${layer}.self_attn`;
  const normalisesHeads = weights.config.architecture === 'qwen3';
  // Where heads are normalised, the factor goes into that norm's weight instead.
  const queryFactor = normalisesHeads ? 1 : 1 / Math.sqrt(width);
  const blocks: RowBlock[] = [];
  for (let head = 0; head < keyValueHeads; head++) {
    const query = { name: `${attention}.q_proj.weight`, from: head * group * width, rows: group * width };
    blocks.push({ ...query, factor: queryFactor });
    blocks.push({ name: `${attention}.k_proj.weight`, from: head * width, rows: width });
  }
  blocks.push({ name: `${attention}.v_proj.weight`, from: 0, rows: keyValueHeads * width });
  const matrix = stack(weights, blocks);

  let projected = product.multiply(graph, product.ready(graph, input, hiddenSize), matrix);
  if (weights.config.architecture === 'qwen2') {
    projected = graph.node('Add', [projected, graph.tensor('float32', [matrix.rows], stackedBias(matrix))]);
  }
  projected = adapted('attention', layer, input, projected);
  const widths = [keyValueHeads * (group + 1) * width, keyValueHeads * width];
  let [queriesAndKeys, values] = split(graph, projected, -1, widths);
  if (normalisesHeads) queriesAndKeys = normaliseHeads(graph, weights, layer, queriesAndKeys!);
  const turned = rotate(
    graph,
    graph.node('Reshape', [queriesAndKeys!, graph.integers([1, -1, widths[0]!])]),
    positions,
    table,
  );

  const grouped = graph.node('Reshape', [turned, shapes.queriesAndKeys]);
  const byHead = graph.node('Transpose', [grouped], { attributes: { perm: { ints: [0, 2, 3, 1, 4] } } });
  const [queries, keys] = split(graph, byHead, 2, [group, 1]);
  const query = graph.node('Reshape', [queries!, graph.integers([0, keyValueHeads, -1, width])]);
  const keyRows = graph.node('Reshape', [keys!, graph.integers([0, keyValueHeads, -1, width])]);
  const key = graph.node('Transpose', [keyRows], { attributes: { perm: { ints: [0, 1, 3, 2] } } });

  const valueHeads = graph.node('Reshape', [values!, shapes.values]);
  const valueRows = graph.node('Transpose', [valueHeads], { attributes: { perm: { ints: [0, 2, 1, 3] } } });
  const value = graph.node('Concat', [valueRows, shapes.ones], { attributes: { axis: { int: -1 } } });
  return { query, key, value };
}

/** Qwen3's root-mean-square norm of each query and key head, before the rotary embedding. */
function normaliseHeads(graph: GraphBuilder, weights: DecoderWeights, layer: number, x: Value): Value {
  const { keyValueHeads, group, width } = attentionShape(weights.config);
  const query = weights.float(`model.layers.${layer}.self_attn.q_norm.weight`);
  const key = weights.float(`model.layers.${layer}.self_attn.k_norm.weight`);
  const scales = new Float32Array((group + 1) * width);
  for (let head = 0; head < group; head++) {
    scales.set(
      query.map((weight) => weight / Math.sqrt(width)),
      head * width,
    );
  }
  scales.set(key, group * width);
  const heads = graph.node('Reshape', [x, graph.integers([0, keyValueHeads, group + 1, width])]);
  const unit = graph.node(
    'SimplifiedLayerNormalization',
    [heads, graph.tensor('float32', [width], new Float32Array(width).fill(1))],
    { attributes: { axis: { int: -1 }, epsilon: { float: weights.config.rmsEpsilon } } },
  );
  const normalised = graph.node('Mul', [unit, graph.tensor('float32', [group + 1, width], scales)]);
  return graph.node('Reshape', [normalised, graph.integers([0, -1])]);
}

/** Cuts `x` along `axis` into parts of the given widths. */
export function split(graph: GraphBuilder, x: Value, axis: number, widths: readonly number[]): Value[] {
  return graph.nodes('Split', [x, graph.integers(widths)], widths.length, { attributes: { axis: { int: axis } } });
}
