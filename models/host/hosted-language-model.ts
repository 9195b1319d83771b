import { Worker } from 'node:worker_threads';
import { type Adapter, requireFit } from '../adapter/adapter.ts';
import type { DecoderConfig } from '../decoder/decoder-weights.ts';
import { type EmbeddingTable, embeddingRows } from '../decoder/embedding-table.ts';
import { packAdapter } from '../decoder/packed-adapter.ts';
import type {
  GeneratedRow,
  GenerationRequest,
  Lane,
  LanguageModel,
  LanguageModelIdentity,
  LoadedAdapter,
  PrefixCacheContent,
  PromptPart,
  Sampling,
  ScoringRequest,
  Tokenizer,
} from '../language-model.ts';
import { whenAborted } from '../when-aborted.ts';
import { workerEntry } from '../worker-entry.ts';
import type { HostReply, HostRequest, HostStart, HostStatistics } from './host-messages.ts';
import type { WrittenRow } from './schedule/generation-row.ts';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onToken?: ((row: number, id: number) => void) | undefined;
}

type Unnumbered<T> = T extends { request: number } ? Omit<T, 'request'> : never;

/** A language model whose decoder runs in a worker thread; this side only sends prompts and receives tokens. */
export class HostedLanguageModel implements LanguageModel {
  readonly identity: LanguageModelIdentity;
  readonly tokenizer: Tokenizer;
  readonly #table: EmbeddingTable;
  readonly #config: DecoderConfig;
  readonly #adapters = new Map<string, { readonly loaded: LoadedAdapter; readonly key: string }>();
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #exited: Promise<void>;
  #requests = 0;
  #adaptersSent = 0;
  #ended: Error | undefined;

  private constructor(
    identity: LanguageModelIdentity,
    tokenizer: Tokenizer,
    { embeddings, config }: HostStart,
    worker: Worker,
  ) {
    this.identity = identity;
    this.tokenizer = tokenizer;
    this.#table = embeddings;
    this.#config = config;
    this.#worker = worker;
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (reply: HostReply) => this.#receive(reply));
    worker.on('error', (error) => this.#end(new Error(`the language model's host failed: ${error.message}`)));
    worker.on('exit', (code) => this.#end(new Error(`the language model's host ended (exit code ${code})`)));
  }

  /** Starts the thread and waits until its decoder is loaded. @throws if it cannot be loaded */
  static async start(
    identity: LanguageModelIdentity,
    tokenizer: Tokenizer,
    start: HostStart,
  ): Promise<HostedLanguageModel> {
    const { url, options } = workerEntry(import.meta.url, './host-thread');
    const worker = new Worker(url, { ...options, workerData: start, name: `language model ${identity.name}` });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the language model's host ended (exit code ${code})`)));
    });
    return new HostedLanguageModel(identity, tokenizer, start, worker);
  }

  get medianEmbeddingNorm(): number {
    return this.#table.medianNorm;
  }

  embedTokens(ids: readonly number[]): Float32Array {
    return embeddingRows(this.#table, ids);
  }

  get adapters(): readonly LoadedAdapter[] {
    return [...this.#adapters.values()].map(({ loaded }) => loaded);
  }

  async loadAdapter(adapter: Adapter): Promise<LoadedAdapter> {
    requireFit(adapter, this.identity.fileSha256, this.#config);
    this.#adaptersSent += 1;
    const key = `${adapter.name} ${this.#adaptersSent}`;
    await this.#ask({ kind: 'adapter', key, packed: packAdapter(adapter, this.#config) });
    const { layers: _, hiddenSize: __, taskTokens, ...description } = adapter;
    const loaded: LoadedAdapter = {
      ...description,
      taskTokens: taskTokens.length > 0 ? { embeddings: taskTokens, madeFor: adapter.madeFor } : null,
    };
    // Until here callers were given the former one's task tokens and version, so their rows must meet its matrices.
    const former = this.#adapters.get(adapter.name);
    this.#adapters.delete(adapter.name);
    this.#adapters.set(adapter.name, { loaded, key });
    if (former) this.#worker.postMessage({ kind: 'drop-adapter', key: former.key } satisfies HostRequest);
    return loaded;
  }

  async generate({ prefix, rows, lane, signal, onToken }: GenerationRequest): Promise<GeneratedRow[]> {
    for (const { sampling } of rows) checkSampling(sampling);
    const checked = this.#checkedRows(rows);
    if (rows.length === 0) return [];
    const message = { kind: 'generate', lane, prefix, rows: checked, tokens: Boolean(onToken) } as const;
    const written = (await this.#ask(message, signal, onToken)) as WrittenRow[];
    return written.map((row, index) => ({ ...row, text: this.#text(row.ids, rows[index]!.sampling) }));
  }

  async score({ prefix, rows, lane, signal }: ScoringRequest): Promise<Float32Array[]> {
    // A continuation of no tokens has no probabilities to compute; the host takes it for a question about logits.
    const scored = this.#checkedRows(rows).filter(({ continuation }) => continuation.length > 0);
    if (scored.length === 0) return rows.map(() => new Float32Array(0));
    const message = { kind: 'score', lane, prefix, rows: scored } as const;
    const results = (await this.#ask(message, signal)) as Float32Array[];
    let next = 0;
    return rows.map(({ continuation }) => (continuation.length > 0 ? results[next++]! : new Float32Array(0)));
  }

  async firstLogits(
    prefix: readonly number[],
    tail: readonly PromptPart[],
    lane: Lane = 'bulk',
    adapter?: string,
  ): Promise<Float32Array> {
    const row = { tail, continuation: [], ...(adapter !== undefined && { adapter }) };
    const message = { kind: 'score', lane, prefix, rows: this.#checkedRows([row]) } as const;
    return ((await this.#ask(message)) as Float32Array[])[0]!;
  }

  async prefixCache(
    prefix: readonly number[],
    { lane = 'bulk', signal }: { lane?: Lane; signal?: AbortSignal } = {},
  ): Promise<PrefixCacheContent> {
    return ((await this.#ask({ kind: 'prefix', lane, prefix }, signal)) as PrefixCacheContent[])[0]!;
  }

  /** What the host has done and holds; for benchmarks and for tests of its bounds. */
  async statistics(): Promise<HostStatistics> {
    return (await this.#ask({ kind: 'statistics' })) as HostStatistics;
  }

  async close(): Promise<void> {
    if (!this.#ended) {
      this.#end(new Error('the language model was closed'));
      this.#worker.postMessage({ kind: 'close' } satisfies HostRequest);
    }
    await this.#exited;
  }

  #ask(
    message: Unnumbered<HostRequest>,
    signal?: AbortSignal,
    onToken?: (row: number, id: number) => void,
  ): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (signal?.aborted) return Promise.reject(signal.reason);
    this.#requests += 1;
    const request = this.#requests;
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#pending.delete(request);
        this.#worker.postMessage({ kind: 'cancel', request } satisfies HostRequest);
        reject(signal?.reason);
      };
      const settle = signal ? whenAborted(signal, abort) : () => undefined;
      this.#pending.set(request, {
        onToken,
        resolve: (value) => {
          settle();
          resolve(value);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      this.#worker.postMessage({ ...message, request } as HostRequest);
    });
  }

  #receive(reply: HostReply): void {
    if (reply.kind === 'ready') return;
    const pending = this.#pending.get(reply.request);
    if (!pending) return;
    if (reply.kind === 'token') {
      pending.onToken?.(reply.row, reply.id);
      return;
    }
    this.#pending.delete(reply.request);
    if (reply.kind === 'failed') pending.reject(new Error(reply.message));
    else pending.resolve(reply.kind === 'results' ? reply.results : reply.statistics);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }

  /** The rows as the host knows them: each adapter by its key. @throws if a part or an adapter is not this model's */
  #checkedRows<Row extends { readonly tail: readonly PromptPart[]; readonly adapter?: string }>(
    rows: readonly Row[],
  ): Row[] {
    const { hiddenSize, fileSha256, name } = this.identity;
    const keyed = rows.map((row) => {
      if (row.adapter === undefined) return row;
      const key = this.#adapters.get(row.adapter)?.key;
      if (key !== undefined) return { ...row, adapter: key };
      const loaded = [...this.#adapters.keys()].join(', ');
      throw new Error(`no adapter ${row.adapter} is loaded; ${loaded ? `these are: ${loaded}` : 'none is'}`);
    });
    for (const part of rows.flatMap(({ tail }) => tail)) {
      if ('ids' in part) continue;
      if (part.madeFor !== fileSha256) {
        throw new Error(
          `the soft prompt was made for the model file ${part.madeFor}, but ${name} is ${fileSha256}; make it again`,
        );
      }
      if (part.embeddings.length % hiddenSize !== 0) {
        throw new Error(`a soft prompt of ${part.embeddings.length} numbers is not whole rows of ${hiddenSize}`);
      }
      if (!part.embeddings.every(Number.isFinite)) throw new Error('the soft prompt holds numbers that are not finite');
    }
    return keyed;
  }

  #text(ids: readonly number[], { stopAtNewline }: Sampling): string {
    const text = this.tokenizer.decode(ids);
    if (!stopAtNewline) return text;
    const start = text.length - text.trimStart().length;
    const end = text.indexOf('\n', start);
    return end < 0 ? text : text.slice(0, end);
  }
}

function checkSampling({ temperature, topK, topP, repetitionPenalty, maxTokens, seed }: Sampling): void {
  const refuse = (field: string, value: unknown, rule: string): never => {
    throw new RangeError(`sampling.${field} is ${value}; it must be ${rule}`);
  };
  if (!(temperature >= 0 && Number.isFinite(temperature))) refuse('temperature', temperature, '0 or more');
  if (topK !== undefined && !(Number.isInteger(topK) && topK >= 1)) refuse('topK', topK, 'a whole number from 1');
  if (topP !== undefined && !(topP > 0 && topP <= 1)) refuse('topP', topP, 'above 0 and at most 1');
  if (repetitionPenalty !== undefined && !(repetitionPenalty > 0 && Number.isFinite(repetitionPenalty))) {
    refuse('repetitionPenalty', repetitionPenalty, 'above 0');
  }
  if (!(Number.isInteger(maxTokens) && maxTokens >= 1)) refuse('maxTokens', maxTokens, 'a whole number from 1');
  if (!Number.isSafeInteger(seed)) refuse('seed', seed, 'a whole number');
}
