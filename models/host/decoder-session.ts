import { InferenceSession, Tensor } from 'onnxruntime-node';
import { attentionShape, decoderInputs, decoderOutputs, hidden } from '../decoder/decoder-inputs.ts';
import type { DecoderConfig } from '../decoder/decoder-weights.ts';
import { AdapterFeeds, type ServedAdapter } from './adapter-feeds.ts';
import type { NewEntries, OwnCache } from './own-cache.ts';

/** A prefix: the first `length` places of a cache's first slot. */
export interface PrefixPlaces {
  readonly cache: OwnCache;
  readonly length: number;
}

/** One run of the decoder over neighbouring slots of a cache. */
export interface Step {
  readonly prefix: PrefixPlaces | undefined;
  readonly own: OwnCache;
  readonly firstSlot: number;
  /** B, and how many places each row has filled. */
  readonly filled: readonly number[];
  /** S; rows with fewer new tokens are padded at the end. */
  readonly tokens: number;
  /** `(B, S, H)` */
  readonly embeddings: Float32Array;
  /** Positions whose next token is asked, counted over B·S; at least one. */
  readonly asked: readonly number[];
  /** For each asked position, the token whose log-probability is wanted; 0 where none is. */
  readonly targets: readonly number[];
  /** Each row's adapter. A step with one must hold two tokens at least: a lone one is summed in another order. */
  readonly adapters: readonly (ServedAdapter | undefined)[];
}

export interface StepResult {
  /** `(G, V)`; overwritten by the next step. */
  readonly logits: Float32Array;
  /** For each asked position, the logarithm of the sum of exponentials of its logits. */
  readonly logNormalisers: Float64Array;
  /** For each asked position, the natural-log probability of its target. */
  readonly targetLogProbabilities: Float64Array;
  /** Overwritten by the next step. */
  readonly entries: NewEntries;
}

/** An onnxruntime session of a built decoder, fed from caches without copies. */
export class DecoderSession {
  readonly #session: InferenceSession;
  readonly #config: DecoderConfig;
  /** Stands for the missing prefix: one empty place that the bias hides. */
  readonly #noPrefix: OwnCache;
  readonly #adapters: AdapterFeeds;
  readonly #kept = new Map<string, Tensor>();
  readonly #cacheTensors = new WeakMap<OwnCache, { key: string; feeds: Record<string, Tensor> }>();

  private constructor(session: InferenceSession, config: DecoderConfig, noPrefix: OwnCache, adapters: AdapterFeeds) {
    this.#session = session;
    this.#config = config;
    this.#noPrefix = noPrefix;
    this.#adapters = adapters;
  }

  static async open(
    modelPath: string,
    config: DecoderConfig,
    emptyCache: OwnCache,
    options: InferenceSession.SessionOptions,
  ): Promise<DecoderSession> {
    const onProcessor = options.executionProviders?.every((provider) => provider === 'cpu') ?? true;
    const adapters = new AdapterFeeds(config, onProcessor);
    return new DecoderSession(await InferenceSession.create(modelPath, options), config, emptyCache, adapters);
  }

  /** Runs a step; blocks the thread until it is done. */
  async run(step: Step): Promise<StepResult> {
    const { layers, hiddenSize, vocabularySize } = this.#config;
    const { keyValueHeads, width } = attentionShape(this.#config);
    const rows = step.filled.length;
    const { tokens } = step;
    const prefix = step.prefix?.cache ?? this.#noPrefix;
    const prefixLength = step.prefix?.length ?? 0;
    const asked = step.asked.length;
    const positions = BigInt64Array.from({ length: rows * tokens }, (_, index) =>
      BigInt(prefixLength + step.filled[Math.floor(index / tokens)]! + (index % tokens)),
    );
    const feeds: Record<string, Tensor> = {
      [decoderInputs.embeddings]: new Tensor('float32', step.embeddings, [rows, tokens, hiddenSize]),
      [decoderInputs.positions]: new Tensor('int64', this.#withinModel(positions), [rows, tokens]),
      [decoderInputs.prefixBias]: this.#prefixBias(prefix.places, prefixLength),
      [decoderInputs.ownBias]: this.#ownBias(step),
      [decoderInputs.newBias]: this.#causalBias(tokens),
      [decoderInputs.asked]: new Tensor('int64', BigInt64Array.from(step.asked, BigInt), [asked]),
      [decoderInputs.targets]: new Tensor('int64', BigInt64Array.from(step.targets, BigInt), [asked, 1]),
      ...this.#prefixFeeds(prefix),
      ...this.#ownFeeds(step.own, step.firstSlot, rows),
      ...this.#adapters.feeds(step.adapters, tokens),
    };
    const fetches = {
      [decoderOutputs.logits]: this.#buffer('logits', [asked, vocabularySize]),
      [decoderOutputs.greatestLogits]: this.#buffer('greatest', [asked, 1]),
      [decoderOutputs.exponentialSums]: this.#buffer('sums', [asked, 1]),
      [decoderOutputs.targetLogits]: this.#buffer('targets', [asked, 1]),
      [decoderOutputs.newKeys]: this.#buffer('keys', [layers * rows, keyValueHeads, width, tokens]),
      [decoderOutputs.newValues]: this.#buffer('values', [layers * rows, keyValueHeads, tokens, width + 1]),
    };
    const results = await this.#session.run(feeds, fetches);
    const data = (name: string) => results[name]!.data as Float32Array;
    const greatest = data(decoderOutputs.greatestLogits);
    const logNormalisers = Float64Array.from(data(decoderOutputs.exponentialSums), (sum, index) => {
      return greatest[index]! + Math.log(sum);
    });
    const targetLogits = data(decoderOutputs.targetLogits);
    return {
      logits: data(decoderOutputs.logits),
      logNormalisers,
      targetLogProbabilities: logNormalisers.map((normaliser, index) => targetLogits[index]! - normaliser),
      entries: { keys: data(decoderOutputs.newKeys), values: data(decoderOutputs.newValues), rows, tokens },
    };
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  /** Padding may lie beyond the model's last position, where the rotary table ends; its result is thrown away. */
  #withinModel(positions: BigInt64Array): BigInt64Array {
    const last = BigInt(this.#config.maxPositions - 1);
    return positions.map((position) => (position > last ? last : position));
  }

  #prefixBias(places: number, length: number): Tensor {
    return this.#remember(`prefix bias ${places} ${length}`, () => {
      return new Tensor('float32', new Float32Array(places).fill(hidden, length), [1, 1, places]);
    });
  }

  #ownBias({ own, filled }: Step): Tensor {
    const bias = new Float32Array(filled.length * own.places).fill(hidden);
    filled.forEach((count, row) => {
      bias.fill(0, row * own.places, row * own.places + count);
    });
    return new Tensor('float32', bias, [filled.length, 1, 1, own.places]);
  }

  #causalBias(tokens: number): Tensor {
    return this.#remember(`causal ${tokens}`, () => {
      const queries = attentionShape(this.#config).group * tokens;
      const bias = Float32Array.from({ length: queries * tokens }, (_, index) =>
        index % tokens > Math.floor(index / tokens) % tokens ? hidden : 0,
      );
      return new Tensor('float32', bias, [queries, tokens]);
    });
  }

  #prefixFeeds(prefix: OwnCache): Record<string, Tensor> {
    const { keyValueHeads, width } = attentionShape(this.#config);
    return this.#cacheFeeds(prefix, 'prefix', (feeds, layer) => {
      const { places } = prefix;
      const keyShape = [keyValueHeads, width, places];
      const valueShape = [keyValueHeads, places, width + 1];
      feeds[decoderInputs.prefixKey(layer)] = new Tensor('float32', prefix.keysOf(layer, 0, 1), keyShape);
      feeds[decoderInputs.prefixValue(layer)] = new Tensor('float32', prefix.valuesOf(layer, 0, 1), valueShape);
    });
  }

  #ownFeeds(own: OwnCache, first: number, rows: number): Record<string, Tensor> {
    const { keyValueHeads, width } = attentionShape(this.#config);
    return this.#cacheFeeds(own, `own ${first} ${rows}`, (feeds, layer) => {
      const keyShape = [rows, keyValueHeads, width, own.places];
      const valueShape = [rows, keyValueHeads, own.places, width + 1];
      feeds[decoderInputs.ownKey(layer)] = new Tensor('float32', own.keysOf(layer, first, rows), keyShape);
      feeds[decoderInputs.ownValue(layer)] = new Tensor('float32', own.valuesOf(layer, first, rows), valueShape);
    });
  }

  #cacheFeeds(cache: OwnCache, key: string, fill: (feeds: Record<string, Tensor>, layer: number) => void) {
    const known = this.#cacheTensors.get(cache);
    if (known?.key === key) return known.feeds;
    const feeds: Record<string, Tensor> = {};
    for (let layer = 0; layer < this.#config.layers; layer++) fill(feeds, layer);
    this.#cacheTensors.set(cache, { key, feeds });
    return feeds;
  }

  #remember(key: string, make: () => Tensor): Tensor {
    const known = this.#kept.get(key);
    if (known) return known;
    if (this.#kept.size > 64) this.#kept.clear();
    const tensor = make();
    this.#kept.set(key, tensor);
    return tensor;
  }

  /** An output's buffer, kept while its shape stays the same. */
  #buffer(name: string, shape: readonly number[]): Tensor {
    const key = `buffer ${name}`;
    const known = this.#kept.get(key);
    if (known && known.dims.join() === shape.join()) return known;
    const count = shape.reduce((product, dimension) => product * dimension, 1);
    const tensor = new Tensor('float32', new Float32Array(count), shape);
    this.#kept.set(key, tensor);
    return tensor;
  }
}
