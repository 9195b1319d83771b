import type { DecoderRuntime } from './decoder-runner.ts';
import { Prefix } from './prefix.ts';

/**
 * Prefixes by their ids, counted in tokens. When room is needed, those go first that a longer one begins with, since they
 * can be had from it again for a chunk's work; then the longest unused.
 */
export class PrefixCache {
  readonly #runtime: DecoderRuntime;
  /** In order of last use. */
  readonly #prefixes = new Map<string, Prefix>();
  /** Tokens that prefixes which nobody uses may hold. */
  readonly #idleCapacity: number;

  constructor(runtime: DecoderRuntime, idleCapacity: number) {
    this.#runtime = runtime;
    this.#idleCapacity = idleCapacity;
  }

  get tokens(): number {
    return [...this.#prefixes.values()].reduce((sum, prefix) => sum + prefix.tokens, 0);
  }

  get size(): number {
    return this.#prefixes.size;
  }

  has(key: string): boolean {
    return this.#prefixes.has(key);
  }

  acquire(key: string, ids: readonly number[]): Prefix {
    const prefix = this.#prefixes.get(key) ?? new Prefix(this.#runtime, key, ids, this.#nearest(ids));
    this.#prefixes.delete(key);
    this.#prefixes.set(key, prefix);
    prefix.users += 1;
    return prefix;
  }

  /** Gives a prefix back; one that was not finished goes at once. */
  release(prefix: Prefix): void {
    prefix.users -= 1;
    if (prefix.users === 0 && !prefix.ready) this.#prefixes.delete(prefix.key);
    this.#drop(() => this.#idleTokens() > this.#idleCapacity);
  }

  /** Drops unused prefixes, the longest unused first, until `tokens` are free by that; `except` stays. */
  makeRoom(tokens: number, except: string): void {
    let wanted = tokens;
    this.#drop((prefix) => {
      if (wanted <= 0 || prefix.key === except) return false;
      wanted -= prefix.tokens;
      return true;
    });
  }

  /** The finished prefix that shares the longest beginning. */
  #nearest(ids: readonly number[]): Prefix | undefined {
    const { chunk } = this.#runtime;
    let nearest: { prefix: Prefix; shared: number } | undefined;
    for (const prefix of this.#prefixes.values()) {
      const shared = prefix.ready ? prefix.shared(ids, chunk) : 0;
      if (shared > (nearest?.shared ?? 0)) nearest = { prefix, shared };
    }
    return nearest?.prefix;
  }

  #idleTokens(): number {
    const prefixes = [...this.#prefixes.values()].filter(({ users }) => users === 0);
    return prefixes.reduce((sum, { tokens }) => sum + tokens, 0);
  }

  #drop(wanted: (prefix: Prefix) => boolean): void {
    for (const among of [(prefix: Prefix) => this.#isContained(prefix), () => true]) {
      for (const prefix of [...this.#prefixes.values()]) {
        if (prefix.users === 0 && among(prefix) && wanted(prefix)) this.#prefixes.delete(prefix.key);
      }
    }
  }

  #isContained({ ids }: Prefix): boolean {
    for (const other of this.#prefixes.values()) {
      if (other.ready && other.ids.length > ids.length && other.shared(ids, 1) === ids.length) return true;
    }
    return false;
  }
}
