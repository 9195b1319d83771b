import { embeddingRows } from '../../decoder/embedding-table.ts';
import type { PrefixPlaces } from '../decoder-session.ts';
import { OwnCache } from '../own-cache.ts';
import type { DecoderRuntime } from './decoder-runner.ts';

/** Never a single place: a product with one column is summed in another order for one row than for several. */
const placesStep = 16;

/** Tokens of memory that a prefix of `length` tokens takes. */
export function prefixPlaces(length: number): number {
  return Math.ceil(length / placesStep) * placesStep;
}

/** Keys and values of a shared prefix, computed once, chunk by chunk. */
export class Prefix {
  readonly key: string;
  readonly ids: readonly number[];
  #cache: OwnCache;
  #filled = 0;
  /** Groups of rows that attend to it now. */
  users = 0;

  constructor(runtime: DecoderRuntime, key: string, ids: readonly number[]) {
    this.key = key;
    this.ids = ids;
    this.#cache = new OwnCache(runtime.config, 1, prefixPlaces(Math.min(ids.length, runtime.chunk)));
  }

  get ready(): boolean {
    return this.#filled === this.ids.length;
  }

  /** Tokens of memory it takes. */
  get tokens(): number {
    return prefixPlaces(this.ids.length);
  }

  get places(): PrefixPlaces {
    return { cache: this.#cache, length: this.ids.length };
  }

  /** Computes the next chunk. It runs as an ordinary row without prefix, whose cache then is the prefix. */
  async step(runtime: DecoderRuntime): Promise<void> {
    const chunk = this.ids.slice(this.#filled, this.#filled + runtime.chunk);
    const result = await runtime.session.run({
      prefix: undefined,
      own: this.#cache,
      firstSlot: 0,
      filled: [this.#filled],
      tokens: chunk.length,
      embeddings: embeddingRows(runtime.embeddings, chunk),
      asked: [0],
      targets: [0],
      // Never: one cache of the prefix serves every task.
      adapters: [undefined],
    });
    this.#makeRoom(this.#filled + chunk.length);
    this.#cache.write(0, this.#filled, chunk.length, 0, result.entries);
    this.#filled += chunk.length;
  }

  /** Grows by doubling up to its final size: places not yet filled would be computed for nothing. */
  #makeRoom(tokens: number): void {
    if (tokens <= this.#cache.places) return;
    const places = Math.min(prefixPlaces(this.ids.length), prefixPlaces(Math.max(tokens, 2 * this.#cache.places)));
    this.#cache = this.#cache.resized(1, places, 1);
  }
}
