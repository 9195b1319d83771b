import { adaptedProjections } from '../../models/adapter/adapter.ts';
import { attentionShape } from '../../models/decoder/decoder-inputs.ts';
import type { DecoderWeights } from '../../models/decoder/decoder-weights.ts';
import { DifferentiableGraph } from '../../models/graph/graph.ts';
import { add } from '../../models/graph/operators/add.ts';
import { crossEntropy } from '../../models/graph/operators/cross-entropy.ts';
import { gatherRows } from '../../models/graph/operators/gather.ts';
import { matMul, matMulTransposed } from '../../models/graph/operators/mat-mul.ts';
import { multiply } from '../../models/graph/operators/multiply.ts';
import { reshape } from '../../models/graph/operators/reshape.ts';
import { rmsNorm } from '../../models/graph/operators/rms-norm.ts';
import { silu } from '../../models/graph/operators/silu.ts';
import { split } from '../../models/graph/operators/split.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import type { GraphBuilder } from '../../models/onnx/graph-builder.ts';
import { type AdapterShape, type ParameterPlace, parameterPlaces } from './adapter-parameters.ts';
import { type GraphAdapter, lowRankProducts } from './low-rank-products.ts';
import { rotaryTables } from './rotary-tables.ts';
import { tailAttention } from './tail-attention.ts';
import { trainingInputs, trainingOutputs } from './training-inputs.ts';

/** What has to be differentiated, after the forward half is written. */
export interface ForwardPass {
  readonly graph: DifferentiableGraph;
  readonly loss: Tensor;
  /** In the flat vector's order. */
  readonly parameters: readonly Tensor[];
}

/**
 * Writes the decoder of the tail over frozen weights in single precision, of primitive operators, up to the loss.
 * @param dropout whether the adapters' narrow activations are masked
 * @throws if the architecture is not Llama's
 */
export function buildForwardPass(
  builder: GraphBuilder,
  weights: DecoderWeights,
  shape: AdapterShape,
  dropout: boolean,
): ForwardPass {
  const { config } = weights;
  if (config.architecture !== 'llama') {
    throw new Error(`${weights.name} is of architecture ${config.architecture}; adapters are trained for llama only`);
  }
  const { hiddenSize, layers, rmsEpsilon } = config;
  const { keyValueHeads, group, width } = attentionShape(config);
  const graph = new DifferentiableGraph(builder);
  const embeddings = graph.input(trainingInputs.embeddings, 'float32', ['rows', 'tail', hiddenSize]);
  graph.defineProduct('tokens', ['rows', 'tail']);
  graph.defineProduct('queries', [group, 'tail']);
  const places = parameterPlaces(config, shape);
  const parameters = splitParameters(graph, places);
  const adapter = graphAdapter(graph, layers, shape, places, parameters, dropout);
  const context = {
    positions: graph.input(trainingInputs.positions, 'int64', ['rows', 'tail']),
    prefixBias: graph.input(trainingInputs.prefixBias, 'float32', ['rows', 1, 1, 'prefix']),
    tailBias: graph.input(trainingInputs.tailBias, 'float32', ['queries', 'tail']),
    tables: rotaryTables(graph, config),
  };
  const norm = (name: string, x: Tensor) =>
    rmsNorm(graph, x, graph.constant('float32', [hiddenSize], weights.float(name)), rmsEpsilon);

  const taskPlaces = graph.input(trainingInputs.taskPlaces, 'float32', ['tokens', shape.taskTokens]);
  const ids = reshape(graph, embeddings, ['tokens', hiddenSize]);
  let stream = add(graph, ids, matMul(graph, taskPlaces, parameters.at(-1)!));
  for (let layer = 0; layer < layers; layer++) {
    builder.within(`layer.${layer}`, () => {
      const prefixShape = ['rows', keyValueHeads, 'prefix', width];
      const prefixKey = graph.input(trainingInputs.prefixKey(layer), 'float32', prefixShape);
      const prefixValue = graph.input(trainingInputs.prefixValue(layer), 'float32', prefixShape);
      const products = (named: Parameters<typeof lowRankProducts>[4], x: Tensor) =>
        lowRankProducts(graph, weights, adapter, layer, named, x);
      const [query, key, value] = products(
        ['q', 'k', 'v'],
        norm(`model.layers.${layer}.input_layernorm.weight`, stream),
      );
      const mixed = tailAttention(graph, config, [query!, key!, value!], { ...context, prefixKey, prefixValue });
      stream = add(graph, stream, products(['o'], mixed)[0]!);
      const entered = norm(`model.layers.${layer}.post_attention_layernorm.weight`, stream);
      const [gate, up] = products(['gate', 'up'], entered);
      stream = add(graph, stream, products(['down'], multiply(graph, silu(graph, gate!), up!))[0]!);
    });
  }
  const loss = builder.within('head', () => head(graph, weights, stream, (x) => norm('model.norm.weight', x)));
  return { graph, loss, parameters };
}

/** Logits at the asked positions alone, and their weighted cross-entropy. */
function head(
  graph: DifferentiableGraph,
  weights: DecoderWeights,
  stream: Tensor,
  norm: (x: Tensor) => Tensor,
): Tensor {
  const { tiedEmbeddings, vocabularySize, hiddenSize } = weights.config;
  const asked = graph.input(trainingInputs.asked, 'int64', ['asked']);
  const targets = graph.input(trainingInputs.targets, 'int64', ['asked', 1]);
  const counts = graph.input(trainingInputs.weights, 'float32', ['asked', 1]);
  const matrix = weights.float(tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight');
  const output = graph.constant('float32', [vocabularySize, hiddenSize], matrix);
  const logits = matMulTransposed(graph, norm(gatherRows(graph, stream, asked)), output);
  const { loss, logProbabilities } = crossEntropy(graph, logits, targets, counts);
  graph.output(trainingOutputs.loss, loss);
  graph.output(trainingOutputs.logProbabilities, logProbabilities);
  return loss;
}

/** Cuts the flat vector into the adapter's matrices. */
function splitParameters(graph: DifferentiableGraph, places: readonly ParameterPlace[]): Tensor[] {
  const counts = places.map(({ count }) => count);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const flat = graph.input(trainingInputs.parameters, 'float32', [total]);
  return split(graph, flat, 0, counts).map((part, index) => reshape(graph, part, places[index]!.shape));
}

function graphAdapter(
  graph: DifferentiableGraph,
  layers: number,
  { rank, alpha }: AdapterShape,
  places: readonly ParameterPlace[],
  parameters: readonly Tensor[],
  dropout: boolean,
): GraphAdapter {
  const byName = new Map(places.map(({ name }, index) => [name, parameters[index]!]));
  let masks: Tensor[] = [];
  if (dropout) {
    const count = layers * adaptedProjections.length;
    const all = graph.input(trainingInputs.dropout, 'float32', [count, 'tokens', rank]);
    masks = split(graph, all, 0, new Array<number>(count).fill(1)).map((mask) =>
      reshape(graph, mask, ['tokens', rank]),
    );
  }
  return {
    scale: alpha / rank,
    matrix: (layer, projection, side) => byName.get(`layer.${layer}.${projection}.${side}`)!,
    dropout: (layer, projection) => masks[layer * adaptedProjections.length + adaptedProjections.indexOf(projection)],
  };
}
