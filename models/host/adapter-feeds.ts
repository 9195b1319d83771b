import { Tensor } from 'onnxruntime-node';
import { adapterSites, siteShapes } from '../decoder/adapter-sites.ts';
import { decoderInputs } from '../decoder/decoder-inputs.ts';
import type { DecoderConfig } from '../decoder/decoder-weights.ts';
import type { PackedAdapter } from '../decoder/packed-adapter.ts';

/** An adapter that rows may use, with the place it took when it was loaded. */
export interface ServedAdapter {
  readonly place: number;
  readonly packed: PackedAdapter;
}

interface Stack {
  readonly members: readonly ServedAdapter[];
  readonly slices: number;
  readonly feeds: Readonly<Record<string, Tensor>>;
}

/** Stacks of more than one adapter that are kept beside the adapters themselves. */
const mixedStacks = 2;

/** What the decoder graph is given of adapters: the matrices of those that a step's rows use, and each row's mask. */
export class AdapterFeeds {
  readonly #config: DecoderConfig;
  readonly #none: Stack;
  readonly #alone = new WeakMap<ServedAdapter, Stack>();
  #mixed: Stack[] = [];

  /** @param takesEmpty whether the device takes tensors without elements, which is what costs least without adapters */
  constructor(config: DecoderConfig, takesEmpty: boolean) {
    this.#config = config;
    const feeds = feedsOf(config, 1, takesEmpty, (count) => new Float32Array(count));
    this.#none = { members: [], slices: 1, feeds };
  }

  /**
   * @param rows each row's adapter
   * @param tokens of each row
   */
  feeds(rows: readonly (ServedAdapter | undefined)[], tokens: number): Record<string, Tensor> {
    const members = [...new Set(rows)].filter((adapter) => adapter !== undefined);
    const {
      slices,
      feeds,
      members: ordered,
    } = this.#stackOf(members.sort((one, other) => other.packed.slices - one.packed.slices || one.place - other.place));
    const mask = new Float32Array(slices * rows.length * tokens);
    let slice = 0;
    for (const adapter of ordered) {
      for (let index = 0; index < adapter.packed.slices; index++, slice++) {
        rows.forEach((own, row) => {
          const at = (slice * rows.length + row) * tokens;
          if (own === adapter) mask.fill(1, at, at + tokens);
        });
      }
    }
    return { ...feeds, [decoderInputs.adapterMask]: new Tensor('float32', mask, [slices, rows.length * tokens, 1]) };
  }

  #stackOf(members: readonly ServedAdapter[]): Stack {
    const [first] = members;
    if (!first) return this.#none;
    const known =
      members.length === 1
        ? this.#alone.get(first)
        : this.#mixed.find(
            (stack) => stack.members.length === members.length && members.every((one, at) => one === stack.members[at]),
          );
    if (known) return known;
    const stack = stacked(this.#config, members);
    if (members.length === 1) this.#alone.set(first, stack);
    else this.#mixed = [stack, ...this.#mixed].slice(0, mixedStacks);
    return stack;
  }
}

function stacked(config: DecoderConfig, members: readonly ServedAdapter[]): Stack {
  const slices = members.reduce((sum, { packed }) => sum + packed.slices, 0);
  const feeds = feedsOf(config, slices, false, (count, site, layer, side) => {
    const parts = members.map(({ packed }) => packed.layers[layer]![site][side]);
    if (parts.length === 1) return parts[0]!;
    const joined = new Float32Array(count);
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  });
  return { members, slices, feeds };
}

function feedsOf(
  config: DecoderConfig,
  slices: number,
  empty: boolean,
  values: (count: number, site: (typeof adapterSites)[number], layer: number, side: 'a' | 'b') => Float32Array,
): Record<string, Tensor> {
  const shapes = siteShapes(config);
  const feeds: Record<string, Tensor> = {};
  for (let layer = 0; layer < config.layers; layer++) {
    for (const site of adapterSites) {
      const { inputs, outputs, directions } = shapes[site];
      const rank = empty ? 0 : directions;
      const a = values(slices * inputs * rank, site, layer, 'a');
      const b = values(slices * rank * outputs, site, layer, 'b');
      feeds[decoderInputs.adapterA(site, layer)] = new Tensor('float32', a, [slices, inputs, rank]);
      feeds[decoderInputs.adapterB(site, layer)] = new Tensor('float32', b, [slices * rank, outputs]);
    }
  }
  return feeds;
}
