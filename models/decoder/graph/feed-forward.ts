import { type GraphBuilder, microsoftDomain, type Value } from '../../onnx/graph-builder.ts';
import type { DecoderWeights } from '../decoder-weights.ts';
import type { AdapterUpdate } from './adapter-update.ts';
import { split } from './attention-heads.ts';
import type { ProductKind } from './product.ts';
import { wholeMatrices } from './stacked-matrix.ts';

/** SwiGLU (Shazeer 2020): `down(silu(gate(x)) × up(x))`, gate and up in one product. */
export function feedForward(
  graph: GraphBuilder,
  product: ProductKind,
  weights: DecoderWeights,
  layer: number,
  x: Value,
  adapted: AdapterUpdate,
): Value {
  const { hiddenSize, feedForwardSize } = weights.config;
  const block = `model.layers.${layer}.mlp`;
  const gateAndUp = wholeMatrices(weights, [`${block}.gate_proj.weight`, `${block}.up_proj.weight`]);
  const both = product.multiply(graph, product.ready(graph, x, hiddenSize), gateAndUp);
  const [gate, up] = split(graph, adapted('expansion', layer, x, both), -1, [feedForwardSize, feedForwardSize]);
  // x·sigmoid(αx) with α = 1 is silu.
  const silu = graph.node('QuickGelu', [gate!], {
    domain: microsoftDomain,
    attributes: { alpha: { float: 1 } },
  });
  const gated = graph.node('Mul', [silu, up!]);
  const down = wholeMatrices(weights, [`${block}.down_proj.weight`]);
  const contracted = product.multiply(graph, product.ready(graph, gated, feedForwardSize), down);
  return adapted('contraction', layer, gated, contracted);
}
