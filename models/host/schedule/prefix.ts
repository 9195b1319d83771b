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

/**
 * Keys and values of a shared prefix, computed once, chunk by chunk. Whole chunks that another prefix begins with as well
 * are copied from it: a chunk's numbers hang on what stands up to its end alone, so they are, bit for bit, its own.
 */
export class Prefix {
  readonly key: string;
  readonly ids: readonly number[];
  #cache: OwnCache;
  #filled: number;
  /** Groups of rows that attend to it now. */
  users = 0;

  /** @param like a finished prefix that begins as this one does, if there is one */
  constructor(runtime: DecoderRuntime, key: string, ids: readonly number[], like?: Prefix) {
    this.key = key;
    this.ids = ids;
    let places = prefixPlaces(Math.min(ids.length, runtime.chunk));
    this.#filled = like?.shared(ids, runtime.chunk) ?? 0;
    for (let end = runtime.chunk; end <= this.#filled; end += runtime.chunk) places = this.#grown(places, end);
    this.#cache = this.#filled > 0 ? like!.#cache.resized(1, places, 1) : new OwnCache(runtime.config, 1, places);
  }

  /** Tokens of whole chunks that `ids` begins with as this one does. */
  shared(ids: readonly number[], chunk: number): number {
    let same = 0;
    while (same < ids.length && same < this.ids.length && ids[same] === this.ids[same]) same++;
    return same - (same % chunk);
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

  #makeRoom(tokens: number): void {
    const places = this.#grown(this.#cache.places, tokens);
    if (places > this.#cache.places) this.#cache = this.#cache.resized(1, places, 1);
  }

  /** Places grow by doubling up to the final size: those not yet filled would be computed for nothing. */
  #grown(places: number, tokens: number): number {
    if (tokens <= places) return places;
    return Math.min(prefixPlaces(this.ids.length), prefixPlaces(Math.max(tokens, 2 * places)));
  }
}
