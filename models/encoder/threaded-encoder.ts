import { Worker } from 'node:worker_threads';
import type { Lane } from '../language-model.ts';
import type { SentenceEncoder, SentenceEncoderIdentity } from '../sentence-encoder.ts';
import { whenAborted } from '../when-aborted.ts';
import { workerEntry } from '../worker-entry.ts';
import type { EncoderThreadOptions, FromEncoder, ToEncoder } from './encoder-messages.ts';
import { VectorCache } from './vector-cache.ts';

interface Waiting {
  readonly resolve: (vectors: Float32Array) => void;
  readonly reject: (reason: unknown) => void;
}

/** A sentence encoder in a thread of its own. Texts encoded before come from a bounded cache. */
export class ThreadedEncoder implements SentenceEncoder {
  readonly identity: SentenceEncoderIdentity;
  readonly #worker: Worker;
  readonly #cache: VectorCache;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  #ended: Error | null = null;

  private constructor(identity: SentenceEncoderIdentity, worker: Worker, cachedTexts: number) {
    this.identity = identity;
    this.#worker = worker;
    this.#cache = new VectorCache(cachedTexts);
    worker.on('message', (message: FromEncoder) => this.#receive(message));
    worker.on('error', (error) => this.#end(new Error(`the sentence encoder's thread died: ${error.message}`)));
    worker.on('exit', () => this.#end(new Error('the sentence encoder is closed')));
  }

  /**
   * Starts the thread, which builds the ONNX file if the cache lacks it.
   * @param options.name what the model is called
   * @param options.cachedTexts texts whose vectors are kept
   * @throws if the thread cannot open the model
   */
  static async start(options: EncoderThreadOptions & { name: string; cachedTexts: number }): Promise<ThreadedEncoder> {
    const { name, cachedTexts, ...threadOptions } = options;
    const entry = workerEntry(import.meta.url, './encoder-thread');
    const worker = new Worker(entry.url, { ...entry.options, workerData: threadOptions });
    const dimensions = await new Promise<number>((resolve, reject) => {
      worker.once('message', (message: FromEncoder) => {
        if (message.kind === 'ready') resolve(message.dimensions);
        else reject(new Error('the sentence encoder did not start'));
      });
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the sentence encoder ended before it was ready')));
    });
    const { fileSha256 } = threadOptions.files;
    return new ThreadedEncoder({ name, fileSha256, dimensions, device: options.device }, worker, cachedTexts);
  }

  async encode(texts: readonly string[], options: { lane?: Lane; signal?: AbortSignal } = {}): Promise<Float32Array[]> {
    options.signal?.throwIfAborted();
    const known = new Map<string, Float32Array>();
    for (const text of new Set(texts)) {
      const vector = this.#cache.get(text);
      if (vector) known.set(text, vector);
    }
    const unknown = [...new Set(texts)].filter((text) => !known.has(text));
    if (unknown.length > 0) {
      const vectors = await this.#ask(unknown, options.lane ?? 'bulk', options.signal);
      const { dimensions } = this.identity;
      unknown.forEach((text, index) => {
        const vector = vectors.slice(index * dimensions, (index + 1) * dimensions);
        this.#cache.set(text, vector);
        known.set(text, vector);
      });
    }
    return texts.map((text) => known.get(text)!.slice());
  }

  async close(): Promise<void> {
    this.#end(new Error('the sentence encoder is closed'));
    await this.#worker.terminate();
  }

  async #ask(texts: readonly string[], lane: Lane, signal?: AbortSignal): Promise<Float32Array> {
    if (this.#ended) throw this.#ended;
    this.#requests += 1;
    const request = this.#requests;
    const cancel = () => {
      this.#post({ kind: 'cancel', request });
      this.#waiting.get(request)?.reject(signal!.reason);
    };
    const settle = signal ? whenAborted(signal, cancel) : () => undefined;
    try {
      return await new Promise<Float32Array>((resolve, reject) => {
        this.#waiting.set(request, { resolve, reject });
        this.#post({ kind: 'encode', request, texts, lane });
      });
    } finally {
      this.#waiting.delete(request);
      settle();
    }
  }

  #post(message: ToEncoder): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromEncoder): void {
    if (message.kind === 'vectors') this.#waiting.get(message.request)?.resolve(message.vectors);
    if (message.kind === 'failed' && message.request !== null) {
      this.#waiting.get(message.request)?.reject(new Error(message.message));
    }
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
  }
}
