import { InferenceSession, Tensor } from 'onnxruntime-node';
import { adaptedProjections } from '../../models/adapter/adapter.ts';
import { attentionShape, hidden } from '../../models/decoder/decoder-inputs.ts';
import type { DecoderConfig } from '../../models/decoder/decoder-weights.ts';
import { sessionOptions } from '../../models/host/session-options.ts';
import type { Device } from '../../models/language-model.ts';
import { type AdapterShape, parameterCount, parameterPlaces } from './adapter-parameters.ts';
import type { BuiltTrainingDecoder } from './built-training-decoder.ts';
import type { TrainingRow } from './training-batch.ts';
import { trainingInputs, trainingOutputs } from './training-inputs.ts';

/** What one run over a batch gives. */
export interface BatchResult {
  /** Σ token weight · −log p(token), over all rows. */
  readonly loss: number;
  /** By row: natural-log probability of each target token. */
  readonly logProbabilities: readonly Float32Array[];
}

export interface TrainingDecoderOptions {
  readonly device: Device;
  readonly threads: number;
  readonly dropout: boolean;
}

type Feeds = Record<string, Tensor>;

/** The training graphs in onnxruntime. Runs block the calling thread. */
export class TrainingDecoder {
  readonly config: DecoderConfig;
  readonly shape: AdapterShape;
  readonly #built: BuiltTrainingDecoder;
  readonly #options: TrainingDecoderOptions;
  readonly #parameters: number;
  /** Prefix keys and values by input, reused from run to run and grown when a batch needs more. */
  readonly #prefixes = new Map<string, Float32Array>();
  readonly #gradients: Float32Array;
  #training: InferenceSession | undefined;
  #forward: InferenceSession | undefined;

  constructor(
    built: BuiltTrainingDecoder,
    config: DecoderConfig,
    shape: AdapterShape,
    options: TrainingDecoderOptions,
  ) {
    this.#built = built;
    this.config = config;
    this.shape = shape;
    this.#options = options;
    this.#parameters = parameterCount(parameterPlaces(config, shape));
    this.#gradients = new Float32Array(this.#parameters);
  }

  /**
   * Loss and its gradients.
   * @param dropout mask by layer and projection, `(7 · layers, N, rank)`, where the decoder was built with it
   * @returns gradients in the flat vector's order; overwritten by the next run
   */
  async gradients(
    parameters: Float32Array,
    rows: readonly TrainingRow[],
    dropout?: (length: number) => Float32Array,
  ): Promise<BatchResult & { gradients: Float32Array }> {
    this.#training ??= await this.#open(this.#built.trainingPath);
    const feeds = this.#feeds(parameters, rows);
    if (this.#options.dropout) feeds[trainingInputs.dropout] = this.#dropout(rows, dropout);
    const { loss, logProbabilities, gradients } = trainingOutputs;
    const results = await this.#training.run(feeds, {
      [loss]: null,
      [logProbabilities]: null,
      [gradients]: new Tensor('float32', this.#gradients, [this.#parameters]),
    });
    return { ...readResult(results, rows), gradients: this.#gradients };
  }

  /** The same without gradients, and without dropout. */
  async score(parameters: Float32Array, rows: readonly TrainingRow[]): Promise<BatchResult> {
    this.#forward ??= await this.#open(this.#built.forwardPath);
    const feeds = this.#feeds(parameters, rows);
    if (this.#options.dropout) feeds[trainingInputs.dropout] = this.#dropout(rows);
    return readResult(await this.#forward.run(feeds), rows);
  }

  async release(): Promise<void> {
    await this.#training?.release();
    await this.#forward?.release();
  }

  #open(path: string): Promise<InferenceSession> {
    return InferenceSession.create(path, sessionOptions(this.#options.device, this.#options.threads));
  }

  #dropout(rows: readonly TrainingRow[], make: (length: number) => Float32Array = ones): Tensor {
    const tokens = rows.length * Math.max(...rows.map(({ length }) => length));
    const masks = this.config.layers * adaptedProjections.length;
    return new Tensor('float32', make(masks * tokens * this.shape.rank), [masks, tokens, this.shape.rank]);
  }

  #feeds(parameters: Float32Array, rows: readonly TrainingRow[]): Feeds {
    const { hiddenSize } = this.config;
    const { taskTokens } = this.shape;
    const tail = Math.max(...rows.map(({ length }) => length));
    const prefix = Math.max(...rows.map((row) => row.prefix.length));
    const embeddings = new Float32Array(rows.length * tail * hiddenSize);
    const taskPlaces = new Float32Array(rows.length * tail * taskTokens);
    const positions = new BigInt64Array(rows.length * tail);
    const prefixBias = new Float32Array(rows.length * prefix);
    rows.forEach((row, index) => {
      embeddings.set(row.embeddings, index * tail * hiddenSize);
      if (row.taskTokensAt !== null) {
        for (let token = 0; token < taskTokens; token++) {
          taskPlaces[(index * tail + row.taskTokensAt + token) * taskTokens + token] = 1;
        }
      }
      for (let token = 0; token < tail; token++) {
        positions[index * tail + token] = BigInt(Math.min(row.prefix.length + token, this.config.maxPositions - 1));
      }
      prefixBias.fill(hidden, index * prefix + row.prefix.length, (index + 1) * prefix);
    });
    const places = rows.flatMap((row, index) => row.target.map((_, at) => index * tail + row.askedFrom + at));
    const targets = rows.flatMap(({ target }) => target);
    const weights = rows.flatMap(({ target, tokenWeight }) => target.map(() => tokenWeight));
    const asked = targets.length;
    return {
      [trainingInputs.parameters]: new Tensor('float32', parameters, [parameters.length]),
      [trainingInputs.embeddings]: new Tensor('float32', embeddings, [rows.length, tail, hiddenSize]),
      [trainingInputs.taskPlaces]: new Tensor('float32', taskPlaces, [rows.length * tail, taskTokens]),
      [trainingInputs.positions]: new Tensor('int64', positions, [rows.length, tail]),
      [trainingInputs.prefixBias]: new Tensor('float32', prefixBias, [rows.length, 1, 1, prefix]),
      [trainingInputs.tailBias]: this.#tailBias(tail),
      [trainingInputs.asked]: new Tensor('int64', BigInt64Array.from(places, BigInt), [asked]),
      [trainingInputs.targets]: new Tensor('int64', BigInt64Array.from(targets, BigInt), [asked, 1]),
      [trainingInputs.weights]: new Tensor('float32', Float32Array.from(weights), [asked, 1]),
      ...this.#prefixFeeds(rows, prefix),
    };
  }

  #tailBias(tail: number): Tensor {
    const queries = attentionShape(this.config).group * tail;
    const bias = Float32Array.from({ length: queries * tail }, (_, index) =>
      index % tail > Math.floor(index / tail) % tail ? hidden : 0,
    );
    return new Tensor('float32', bias, [queries, tail]);
  }

  #prefixFeeds(rows: readonly TrainingRow[], places: number): Feeds {
    const { keyValueHeads, width } = attentionShape(this.config);
    const shape = [rows.length, keyValueHeads, places, width];
    const feeds: Feeds = {};
    const fill = (name: string, of: (row: TrainingRow) => Float32Array) => {
      const length = rows.length * keyValueHeads * places * width;
      const data = this.#prefixBuffer(name, length);
      rows.forEach((row, index) => {
        const count = row.prefix.length * width;
        const source = of(row);
        for (let head = 0; head < keyValueHeads; head++) {
          const at = (index * keyValueHeads + head) * places * width;
          data.set(source.subarray(head * count, (head + 1) * count), at);
          // Padding is hidden by the bias; it only must be finite.
          data.fill(0, at + count, at + places * width);
        }
      });
      feeds[name] = new Tensor('float32', data, shape);
    };
    for (let layer = 0; layer < this.config.layers; layer++) {
      fill(trainingInputs.prefixKey(layer), (row) => row.prefix.keys[layer]!);
      fill(trainingInputs.prefixValue(layer), (row) => row.prefix.values[layer]!);
    }
    return feeds;
  }

  #prefixBuffer(name: string, length: number): Float32Array {
    let buffer = this.#prefixes.get(name);
    if (!buffer || buffer.length < length) {
      buffer = new Float32Array(length);
      this.#prefixes.set(name, buffer);
    }
    return buffer.subarray(0, length);
  }
}

function readResult(results: InferenceSession.OnnxValueMapType, rows: readonly TrainingRow[]): BatchResult {
  const all = results[trainingOutputs.logProbabilities]!.data as Float32Array;
  let at = 0;
  const logProbabilities = rows.map(({ target }) => {
    at += target.length;
    return all.slice(at - target.length, at);
  });
  return { loss: Number(results[trainingOutputs.loss]!.data[0]), logProbabilities };
}

function ones(length: number): Float32Array {
  return new Float32Array(length).fill(1);
}
