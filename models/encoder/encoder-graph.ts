import type { DecoderWeights } from '../decoder/decoder-weights.ts';
import { singlePrecision } from '../decoder/graph/float-product.ts';
import type { ProductKind } from '../decoder/graph/product.ts';
import { rowScaled } from '../decoder/graph/row-scaled-product.ts';
import { stackedBias, wholeMatrices } from '../decoder/graph/stacked-matrix.ts';
import type { GraphBuilder, Value } from '../onnx/graph-builder.ts';
import type { SafetensorsFile } from '../safetensors/safetensors-file.ts';
import type { BertConfig } from './bert-config.ts';

/** How an encoder's matrices are kept. */
export const encoderQuantizations = ['fp32', 'int8'] as const;
export type EncoderQuantization = (typeof encoderQuantizations)[number];

const products: Record<EncoderQuantization, ProductKind> = { fp32: singlePrecision, int8: rowScaled('int8') };

/**
 * Writes a BERT encoder (Devlin et al. 2019) with mean pooling over the text's own tokens and L2 normalisation
 * (sentence-transformers). Inputs: `ids` int64 (B, L), `mask` float32 (B, L) with 1 for a token and 0 for padding.
 * Output: `vectors` float32 (B, hiddenSize).
 */
export function buildEncoderGraph(
  graph: GraphBuilder,
  config: BertConfig,
  file: SafetensorsFile,
  quantization: EncoderQuantization,
): void {
  const builder = new BertGraph(graph, config, file, products[quantization]);
  const ids = graph.input('ids', 'int64', ['batch', 'length']);
  const mask = graph.input('mask', 'float32', ['batch', 'length']);
  let hidden = builder.embeddings(ids);
  const bias = builder.paddingBias(mask);
  for (let layer = 0; layer < config.layers; layer++) {
    hidden = graph.within(`layer.${layer}`, () => builder.layer(layer, hidden, bias));
  }
  graph.output('vectors', 'float32', ['batch', config.hiddenSize], builder.pooled(hidden, mask));
}

const swapLast = { attributes: { perm: { ints: [0, 2, 1] } } };

class BertGraph {
  readonly #graph: GraphBuilder;
  readonly #config: BertConfig;
  readonly #file: SafetensorsFile;
  readonly #product: ProductKind;
  /** What a stacked matrix reads of its weights: names, shapes and values. */
  readonly #matrices: DecoderWeights;

  constructor(graph: GraphBuilder, config: BertConfig, file: SafetensorsFile, product: ProductKind) {
    this.#graph = graph;
    this.#config = config;
    this.#file = file;
    this.#product = product;
    const source: Pick<DecoderWeights, 'shape' | 'float' | 'fourBit'> = {
      shape: (name) => [...file.tensor(name).shape],
      float: (name) => file.float(name),
      fourBit: () => null,
    };
    this.#matrices = source as DecoderWeights;
  }

  /** Word, position and segment embeddings, summed and normalised: (B, L, hidden). Every text is segment 0. */
  embeddings(ids: Value): Value {
    const { vocabularySize, hiddenSize, maxPositions } = this.#config;
    const words = this.#file.float('embeddings.word_embeddings.weight');
    const positions = this.#file.float('embeddings.position_embeddings.weight');
    const segment = this.#file.float('embeddings.token_type_embeddings.weight').subarray(0, hiddenSize);
    for (let at = 0; at < positions.length; at++) positions[at] = positions[at]! + segment[at % hiddenSize]!;
    const graph = this.#graph;
    const wordTable = graph.tensor('float32', [vocabularySize, hiddenSize], words);
    const positionTable = graph.tensor('float32', [maxPositions, hiddenSize], positions);
    const length = graph.node('Shape', [ids], { attributes: { start: { int: 1 }, end: { int: 2 } } });
    const placed = graph.node('Slice', [positionTable, graph.integers([0]), length, graph.integers([0])]);
    return this.#norm(graph.node('Add', [graph.node('Gather', [wordTable, ids]), placed]), 'embeddings.LayerNorm');
  }

  /** 0 where a token stands and −10,000 at padding, whose weight is then exactly 0: (B, 1, 1, L). */
  paddingBias(mask: Value): Value {
    const graph = this.#graph;
    const hidden = graph.node('Mul', [graph.node('Sub', [mask, graph.floats([1])]), graph.floats([10_000])]);
    return graph.node('Unsqueeze', [hidden, graph.integers([1, 2])]);
  }

  layer(layer: number, input: Value, bias: Value): Value {
    const graph = this.#graph;
    const name = `encoder.layer.${layer}`;
    const attended = this.#dense(this.#attention(name, input, bias), [`${name}.attention.output.dense`]);
    const first = this.#norm(graph.node('Add', [attended, input]), `${name}.attention.output.LayerNorm`);
    const widened = graph.node('Gelu', [this.#dense(first, [`${name}.intermediate.dense`])]);
    const narrowed = this.#dense(widened, [`${name}.output.dense`]);
    return this.#norm(graph.node('Add', [narrowed, first]), `${name}.output.LayerNorm`);
  }

  #attention(name: string, input: Value, bias: Value): Value {
    const graph = this.#graph;
    const { heads, hiddenSize } = this.#config;
    const width = hiddenSize / heads;
    const joined = this.#dense(
      input,
      ['query', 'key', 'value'].map((part) => `${name}.attention.self.${part}`),
    );
    const parts = graph.nodes('Split', [joined, graph.integers([hiddenSize, hiddenSize, hiddenSize])], 3, {
      attributes: { axis: { int: -1 } },
    });
    const byHead = (part: Value, order: number[]) =>
      graph.node('Transpose', [graph.node('Reshape', [part, graph.integers([0, 0, heads, width])])], {
        attributes: { perm: { ints: order } },
      });
    const [query, key, value] = [
      byHead(parts[0]!, [0, 2, 1, 3]),
      byHead(parts[1]!, [0, 2, 3, 1]),
      byHead(parts[2]!, [0, 2, 1, 3]),
    ];
    const scores = graph.node('Mul', [graph.node('MatMul', [query, key]), graph.floats([1 / Math.sqrt(width)])]);
    const weights = graph.node('Softmax', [graph.node('Add', [scores, bias])], { attributes: { axis: { int: -1 } } });
    const mixed = graph.node('Transpose', [graph.node('MatMul', [weights, value])], {
      attributes: { perm: { ints: [0, 2, 1, 3] } },
    });
    return graph.node('Reshape', [mixed, graph.integers([0, 0, hiddenSize])]);
  }

  /**
   * Mean over a text's own tokens, then norm 1: (B, hidden). Both sums are products text by text: onnxruntime's reductions
   * add in another order when the batch is one text.
   */
  pooled(hidden: Value, mask: Value): Value {
    const graph = this.#graph;
    const count = graph.node('ReduceSum', [mask, graph.integers([1])], { attributes: { keepdims: { int: 1 } } });
    const shares = graph.node('Unsqueeze', [graph.node('Div', [mask, count]), graph.integers([1])]);
    const mean = graph.node('MatMul', [shares, hidden]);
    const squares = graph.node('MatMul', [mean, graph.node('Transpose', [mean], swapLast)]);
    const length = graph.node('Max', [graph.node('Sqrt', [squares]), graph.floats([1e-12])]);
    return graph.node('Squeeze', [graph.node('Div', [mean, length]), graph.integers([1])]);
  }

  /** Products by the named dense layers at once, with their biases. */
  #dense(input: Value, names: readonly string[]): Value {
    const matrix = wholeMatrices(
      this.#matrices,
      names.map((name) => `${name}.weight`),
    );
    const ready = this.#product.ready(this.#graph, input, matrix.columns, 3);
    const product = this.#product.multiply(this.#graph, ready, matrix);
    return this.#graph.node('Add', [product, this.#graph.tensor('float32', [matrix.rows], stackedBias(matrix))]);
  }

  #norm(input: Value, name: string): Value {
    const vector = (part: string) =>
      this.#graph.tensor('float32', [this.#config.hiddenSize], this.#file.float(`${name}.${part}`));
    return this.#graph.node('LayerNormalization', [input, vector('weight'), vector('bias')], {
      attributes: { axis: { int: -1 }, epsilon: { float: this.#config.normEpsilon } },
    });
  }
}
