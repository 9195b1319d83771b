import { attentionShape } from '../decoder/decoder-inputs.ts';
import type { DecoderConfig } from '../decoder/decoder-weights.ts';

/** New keys and values of one step, as the graph gives them: `(L·B, K, d, S)` and `(L·B, K, S, d + 1)`. */
export interface NewEntries {
  readonly keys: Float32Array;
  readonly values: Float32Array;
  readonly rows: number;
  readonly tokens: number;
}

/**
 * Keys and values of a batch's own tokens, a slot a row, with room for `places` tokens each. Slots lie one after the
 * other, so any run of neighbouring slots can be given to the graph without a copy. Places that are not filled may
 * hold anything finite: the mask hides them.
 */
export class OwnCache {
  readonly slots: number;
  readonly places: number;
  /** By layer: `(slots, K, d, places)`. */
  readonly keys: readonly Float32Array[];
  /** By layer: `(slots, K, places, d + 1)`. */
  readonly values: readonly Float32Array[];
  readonly #config: DecoderConfig;
  readonly #keyRows: number;
  readonly #heads: number;
  readonly #wide: number;

  constructor(config: DecoderConfig, slots: number, places: number) {
    const { keyValueHeads, width } = attentionShape(config);
    this.#config = config;
    this.#heads = keyValueHeads;
    this.#keyRows = keyValueHeads * width;
    this.#wide = width + 1;
    this.slots = slots;
    this.places = places;
    const layers = Array.from({ length: config.layers });
    this.keys = layers.map(() => new Float32Array(slots * this.#keyRows * places));
    this.values = layers.map(() => new Float32Array(slots * this.#heads * places * this.#wide));
  }

  /** A run of slots of one layer's keys. */
  keysOf(layer: number, from: number, count: number): Float32Array {
    const size = this.#keyRows * this.places;
    return this.keys[layer]!.subarray(from * size, (from + count) * size);
  }

  /** A run of slots of one layer's values. */
  valuesOf(layer: number, from: number, count: number): Float32Array {
    const size = this.#heads * this.places * this.#wide;
    return this.values[layer]!.subarray(from * size, (from + count) * size);
  }

  /** Stores the first `count` new tokens of batch row `row` in `slot`, from place `place` on. */
  write(slot: number, place: number, count: number, row: number, entries: NewEntries): void {
    const { rows, tokens } = entries;
    for (let layer = 0; layer < this.keys.length; layer++) {
      const source = layer * rows + row;
      const keys = this.keysOf(layer, slot, 1);
      for (let keyRow = 0; keyRow < this.#keyRows; keyRow++) {
        const from = (source * this.#keyRows + keyRow) * tokens;
        const to = keyRow * this.places + place;
        for (let token = 0; token < count; token++) keys[to + token] = entries.keys[from + token]!;
      }
      const values = this.valuesOf(layer, slot, 1);
      for (let head = 0; head < this.#heads; head++) {
        const from = (source * this.#heads + head) * tokens * this.#wide;
        const to = (head * this.places + place) * this.#wide;
        values.set(entries.values.subarray(from, from + count * this.#wide), to);
      }
    }
  }

  /** Copies one slot over another. */
  copy(from: number, to: number): void {
    for (let layer = 0; layer < this.keys.length; layer++) {
      this.keysOf(layer, to, 1).set(this.keysOf(layer, from, 1));
      this.valuesOf(layer, to, 1).set(this.valuesOf(layer, from, 1));
    }
  }

  /** Exchanges two slots. */
  swap(one: number, other: number): void {
    for (let layer = 0; layer < this.keys.length; layer++) {
      exchange(this.keysOf(layer, one, 1), this.keysOf(layer, other, 1));
      exchange(this.valuesOf(layer, one, 1), this.valuesOf(layer, other, 1));
    }
  }

  /** A cache of another size with the first `used` slots' contents, as far as they fit. */
  resized(slots: number, places: number, used: number): OwnCache {
    const next = new OwnCache(this.#config, slots, places);
    const kept = Math.min(places, this.places);
    for (let layer = 0; layer < this.keys.length; layer++) {
      copyRows(this.keys[layer]!, this.places, next.keys[layer]!, places, kept, used * this.#keyRows);
      const wide = this.#wide;
      const [from, to] = [this.values[layer]!, next.values[layer]!];
      copyRows(from, this.places * wide, to, places * wide, kept * wide, used * this.#heads);
    }
    return next;
  }
}

function copyRows(
  from: Float32Array,
  fromStride: number,
  to: Float32Array,
  toStride: number,
  kept: number,
  rows: number,
) {
  for (let row = 0; row < rows; row++) {
    to.set(from.subarray(row * fromStride, row * fromStride + kept), row * toStride);
  }
}

function exchange(one: Float32Array, other: Float32Array): void {
  const held = one.slice();
  one.set(other);
  other.set(held);
}
