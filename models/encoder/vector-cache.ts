/** The vectors of texts seen last, up to a number of them; the one unused for longest goes first. */
export class VectorCache {
  readonly #most: number;
  readonly #vectors = new Map<string, Float32Array>();

  constructor(most: number) {
    this.#most = most;
  }

  /** A copy: what a caller does to it stays with the caller. */
  get(text: string): Float32Array | undefined {
    const vector = this.#vectors.get(text);
    if (!vector) return undefined;
    this.#vectors.delete(text);
    this.#vectors.set(text, vector);
    return vector.slice();
  }

  set(text: string, vector: Float32Array): void {
    this.#vectors.delete(text);
    this.#vectors.set(text, vector.slice());
    if (this.#vectors.size > this.#most) this.#vectors.delete(this.#vectors.keys().next().value!);
  }

  get size(): number {
    return this.#vectors.size;
  }
}
