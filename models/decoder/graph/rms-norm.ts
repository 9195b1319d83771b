import { type GraphBuilder, microsoftDomain, type Value } from '../../onnx/graph-builder.ts';

/** Root-mean-square normalisation over the last axis, times `weight` (Zhang and Sennrich 2019). */
export function rmsNorm(graph: GraphBuilder, x: Value, weight: Float32Array, epsilon: number): Value {
  return graph.node('SimplifiedLayerNormalization', [x, graph.tensor('float32', [weight.length], weight)], {
    attributes: { axis: { int: -1 }, epsilon: { float: epsilon } },
  });
}

/** Adds `update` to the residual stream and normalises the sum, in one pass. */
export function addThenNorm(
  graph: GraphBuilder,
  stream: Value,
  update: Value,
  weight: Float32Array,
  epsilon: number,
): { normalised: Value; stream: Value } {
  const [normalised, , , sum] = graph.chosenOutputs(
    'SkipSimplifiedLayerNormalization',
    [stream, update, graph.tensor('float32', [weight.length], weight)],
    [true, false, false, true],
    { domain: microsoftDomain, attributes: { epsilon: { float: epsilon } } },
  );
  return { normalised: normalised!, stream: sum! };
}
