import { attentionShape } from '../../decoder/decoder-inputs.ts';
import type { DecoderConfig } from '../../decoder/decoder-weights.ts';
import type { PrefixCacheContent } from '../../language-model.ts';
import type { PrefixPlaces } from '../decoder-session.ts';
import type { Row } from './row.ts';
import type { Ticket } from './ticket.ts';

/** A row that wants nothing but its prefix's keys and values. */
export class PrefixRow implements Row {
  readonly ticket: Ticket;
  readonly tail = new Float32Array(0);
  readonly length = 0;
  readonly placesNeeded = 0;
  readonly pending = undefined;
  readonly adapter = undefined;
  readonly #index: number;
  readonly #config: DecoderConfig;
  #ended = false;

  constructor(ticket: Ticket, index: number, config: DecoderConfig) {
    this.ticket = ticket;
    this.#index = index;
    this.#config = config;
  }

  get ended(): boolean {
    return this.#ended;
  }

  questions(): [] {
    return [];
  }

  answer(): void {}

  takePrefix(places: PrefixPlaces): void {
    this.#ended = true;
    this.ticket.finish(this.#index, prefixContent(places, this.#config));
  }
}

/** Copies keys and values out of a prefix's cache, without its padding and its columns of ones. */
function prefixContent({ cache, length }: PrefixPlaces, config: DecoderConfig): PrefixCacheContent {
  const { keyValueHeads, width } = attentionShape(config);
  const keys: Float32Array[] = [];
  const values: Float32Array[] = [];
  for (let layer = 0; layer < config.layers; layer++) {
    const heldKeys = cache.keysOf(layer, 0, 1);
    const heldValues = cache.valuesOf(layer, 0, 1);
    const key = new Float32Array(keyValueHeads * length * width);
    const value = new Float32Array(keyValueHeads * length * width);
    for (let head = 0; head < keyValueHeads; head++) {
      for (let place = 0; place < length; place++) {
        const at = (head * length + place) * width;
        for (let index = 0; index < width; index++) {
          key[at + index] = heldKeys[(head * width + index) * cache.places + place]!;
        }
        const from = (head * cache.places + place) * (width + 1);
        value.set(heldValues.subarray(from, from + width), at);
      }
    }
    keys.push(key);
    values.push(value);
  }
  return { length, keys, values };
}
