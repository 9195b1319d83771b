import type { Quantization } from '../../language-model.ts';
import type { GraphBuilder, Value } from '../../onnx/graph-builder.ts';
import { attentionShape, decoderInputs, decoderOutputs } from '../decoder-inputs.ts';
import type { DecoderConfig, DecoderWeights } from '../decoder-weights.ts';
import { adapterUpdate } from './adapter-update.ts';
import { attention } from './attention.ts';
import { attentionHeads } from './attention-heads.ts';
import { feedForward } from './feed-forward.ts';
import { halfPrecision, singlePrecision } from './float-product.ts';
import { fourBit } from './four-bit-product.ts';
import { askedPositions, languageModelHead } from './language-model-head.ts';
import type { ProductKind } from './product.ts';
import { addThenNorm, rmsNorm } from './rms-norm.ts';
import { rotaryTable } from './rotary-embedding.ts';
import { rowScaled, type WeightType } from './row-scaled-product.ts';
import { wholeMatrices } from './stacked-matrix.ts';

/** How the layers' matrices and the head's are kept. Four bits are too few for the head, which picks among words. */
function productKinds(quantization: Quantization, byteType: WeightType): { layers: ProductKind; head: ProductKind } {
  const eightBit = rowScaled(byteType);
  switch (quantization) {
    case 'fp32':
      return { layers: singlePrecision, head: singlePrecision };
    case 'fp16':
      return { layers: halfPrecision, head: halfPrecision };
    case 'int8':
      return { layers: eightBit, head: eightBit };
    case 'int4':
      return { layers: fourBit, head: eightBit };
  }
}

/**
 * Writes the whole decoder into `graph`; inputs, outputs and their shapes are told in decoder-inputs.ts.
 * @param byteType how 8-bit matrices are kept
 */
export function buildDecoderGraph(
  graph: GraphBuilder,
  weights: DecoderWeights,
  quantization: Quantization,
  byteType: WeightType,
): void {
  const { config } = weights;
  const { layers, hiddenSize, rmsEpsilon } = config;
  const { keyValueHeads, width } = attentionShape(config);
  const kinds = productKinds(quantization, byteType);

  const embeddings = graph.input(decoderInputs.embeddings, 'float32', ['rows', 'new', hiddenSize]);
  const positions = graph.input(decoderInputs.positions, 'int64', ['rows', 'new']);
  const prefixBias = graph.input(decoderInputs.prefixBias, 'float32', [1, 1, 'prefix']);
  const ownBias = graph.input(decoderInputs.ownBias, 'float32', ['rows', 1, 1, 'own']);
  const newBias = graph.input(decoderInputs.newBias, 'float32', ['queries', 'new']);
  const asked = graph.input(decoderInputs.asked, 'int64', ['asked']);
  const targets = graph.input(decoderInputs.targets, 'int64', ['asked', 1]);
  const { unfoldedRows, ...shapes } = runtimeShapes(graph, config, embeddings, newBias);
  const table = rotaryTable(graph, config);
  const adapted = adapterUpdate(graph, config);

  const keys: Value[] = [];
  const values: Value[] = [];
  // Between attentions rows and tokens are one axis: products take them so anyway.
  let stream = graph.node('Reshape', [embeddings, graph.integers([-1, hiddenSize])]);
  const flatPositions = graph.node('Reshape', [positions, graph.integers([1, -1])]);
  let update: Value | undefined;
  for (let layer = 0; layer < layers; layer++) {
    const norm = (name: string) => weights.float(`model.layers.${layer}.${name}.weight`);
    graph.within(`layer.${layer}`, () => {
      const entered = update
        ? addThenNorm(graph, stream, update, norm('input_layernorm'), rmsEpsilon)
        : { normalised: rmsNorm(graph, stream, norm('input_layernorm'), rmsEpsilon), stream };
      const { normalised } = entered;
      const heads = attentionHeads(
        graph,
        kinds.layers,
        weights,
        layer,
        normalised,
        flatPositions,
        table,
        shapes,
        adapted,
      );
      keys.push(heads.key);
      values.push(heads.value);
      const mixed = attention(graph, config, heads, {
        prefixKey: graph.input(decoderInputs.prefixKey(layer), 'float32', [keyValueHeads, width, 'prefix']),
        prefixValue: graph.input(decoderInputs.prefixValue(layer), 'float32', [keyValueHeads, 'prefix', width + 1]),
        prefixBias,
        ownKey: graph.input(decoderInputs.ownKey(layer), 'float32', ['rows', keyValueHeads, width, 'own']),
        ownValue: graph.input(decoderInputs.ownValue(layer), 'float32', ['rows', keyValueHeads, 'own', width + 1]),
        ownBias,
        newBias,
        unfoldedRows,
      });
      const output = wholeMatrices(weights, [`model.layers.${layer}.self_attn.o_proj.weight`]);
      const product = kinds.layers.multiply(graph, kinds.layers.ready(graph, mixed, config.heads * width), output);
      const attended = adapted('output', layer, mixed, product);
      const middle = addThenNorm(graph, entered.stream, attended, norm('post_attention_layernorm'), rmsEpsilon);
      stream = middle.stream;
      update = feedForward(graph, kinds.layers, weights, layer, middle.normalised, adapted);
    });
  }

  graph.within('head', () => {
    const last = graph.node('Add', [askedPositions(graph, stream, asked), askedPositions(graph, update!, asked)]);
    const states = rmsNorm(graph, last, weights.float('model.norm.weight'), rmsEpsilon);
    const next = languageModelHead(graph, kinds.head, weights, states, targets);
    graph.output(decoderOutputs.logits, 'float32', ['asked', config.vocabularySize], next.logits);
    graph.output(decoderOutputs.greatestLogits, 'float32', ['asked', 1], next.greatestLogits);
    graph.output(decoderOutputs.exponentialSums, 'float32', ['asked', 1], next.exponentialSums);
    graph.output(decoderOutputs.targetLogits, 'float32', ['asked', 1], next.targetLogits);
  });
  const joined = (parts: readonly Value[]) => graph.node('Concat', parts, { attributes: { axis: { int: 0 } } });
  graph.output(decoderOutputs.newKeys, 'float32', ['layerRows', keyValueHeads, width, 'new'], joined(keys));
  graph.output(decoderOutputs.newValues, 'float32', ['layerRows', keyValueHeads, 'new', width + 1], joined(values));
}

/** Shapes that depend on the step, `unfoldedRows` being `[K, B, R, −1]`. */
function runtimeShapes(graph: GraphBuilder, config: DecoderConfig, embeddings: Value, newBias: Value) {
  const { keyValueHeads, group, width } = attentionShape(config);
  return graph.within('shapes', () => {
    const dimension = (x: Value, axis: number) =>
      graph.node('Shape', [x], { attributes: { start: { int: axis }, end: { int: axis + 1 } } });
    const concatenated = (parts: readonly Value[]) => graph.node('Concat', parts, { attributes: { axis: { int: 0 } } });
    const rows = dimension(embeddings, 0);
    const tokens = dimension(embeddings, 1);
    const heads = graph.integers([keyValueHeads]);
    return {
      unfoldedRows: concatenated([heads, rows, dimension(newBias, 0), graph.integers([-1])]),
      queriesAndKeys: concatenated([rows, tokens, graph.integers([keyValueHeads, group + 1, width])]),
      values: concatenated([rows, tokens, graph.integers([keyValueHeads, width])]),
      ones: graph.node('Expand', [graph.floats([1]), concatenated([rows, heads, tokens, graph.integers([1])])]),
    };
  });
}
