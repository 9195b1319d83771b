import type { GraphBuilder, Value } from '../../onnx/graph-builder.ts';
import type { DecoderWeights } from '../decoder-weights.ts';
import { split } from './attention-heads.ts';
import type { ProductKind } from './product.ts';
import { wholeMatrices } from './stacked-matrix.ts';

/** What is known of the next token at each asked position. */
export interface NextToken {
  /** (G, V) */
  readonly logits: Value;
  /** (G, 1) */
  readonly greatestLogits: Value;
  /** (G, 1): sum over the vocabulary of exp(logit − greatest logit) */
  readonly exponentialSums: Value;
  /** (G, 1) */
  readonly targetLogits: Value;
}

/** The asked positions of `(B·S, width)`, as `(G, width)`: the costly head runs for these alone. */
export function askedPositions(graph: GraphBuilder, x: Value, asked: Value): Value {
  return graph.node('Gather', [x, asked], { attributes: { axis: { int: 0 } } });
}

/**
 * Logits over the vocabulary from normalised states `(G, H)`, and what their log-softmax needs. The logarithm is left
 * to the caller: onnxruntime rounds it differently for one number than for several.
 */
export function languageModelHead(
  graph: GraphBuilder,
  product: ProductKind,
  weights: DecoderWeights,
  states: Value,
  targets: Value,
): NextToken {
  const { tiedEmbeddings, hiddenSize, vocabularySize } = weights.config;
  const matrix = wholeMatrices(weights, [tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight']);
  const logits = product.multiply(graph, product.ready(graph, states, hiddenSize), matrix);
  const keep = { attributes: { keepdims: { int: 1 } } };
  const greatestLogits = graph.node('ReduceMax', [logits, graph.integers([-1])], keep);
  const exponentials = graph.node('Exp', [graph.node('Sub', [logits, greatestLogits])]);
  const exponentialSums = sumOfRows(graph, exponentials, vocabularySize);
  const targetLogits = graph.node('GatherElements', [logits, targets], { attributes: { axis: { int: 1 } } });
  return { logits, greatestLogits, exponentialSums, targetLogits };
}

/**
 * Sums of the rows of `(G, V)`, as `(G, 1)`. onnxruntime may add up a lone row in another order than one of several;
 * rows cut into pieces are always several, and the pieces' sums are added one by one.
 */
function sumOfRows(graph: GraphBuilder, x: Value, width: number): Value {
  const pieces = [8, 4, 2].find((count) => width % count === 0);
  const reduce = (values: Value, keepdims: number) =>
    graph.node('ReduceSum', [values, graph.integers([-1])], { attributes: { keepdims: { int: keepdims } } });
  if (!pieces) return reduce(x, 1);
  const sums = reduce(graph.node('Reshape', [x, graph.integers([-1, pieces, width / pieces])]), 0);
  return graph.node('Sum', split(graph, sums, -1, new Array(pieces).fill(1)));
}
