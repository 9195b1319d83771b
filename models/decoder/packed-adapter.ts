import type { Adapter, LayerUpdate } from '../adapter/adapter.ts';
import { type AdapterSite, adapterSites, type SiteShape, siteShapes, sliceRank, slicesOf } from './adapter-sites.ts';
import type { DecoderConfig } from './decoder-weights.ts';

/** Both matrices of one site, slice after slice; r is the site's `directions`. */
export interface PackedSite {
  /** (slices, inputs, r) */
  readonly a: Float32Array;
  /** (slices, r, outputs) */
  readonly b: Float32Array;
}

/** An adapter in the shapes that the decoder graph takes. */
export interface PackedAdapter {
  readonly slices: number;
  readonly layers: readonly Readonly<Record<AdapterSite, PackedSite>>[];
}

/** Lays an adapter out for the decoder graph. Its shapes must be the model's (`requireFit`). */
export function packAdapter(adapter: Adapter, config: DecoderConfig): PackedAdapter {
  const slices = slicesOf(adapter.rank);
  const shapes = siteShapes(config);
  // The graph's queries are divided by √d where they are projected; where heads are normalised, later.
  const queryFactor = config.architecture === 'qwen3' ? 1 : 1 / Math.sqrt(config.headDimension);
  const layers = adapter.layers.map((layer) => {
    const sites = adapterSites.map((site) => [site, packSite(layer, adapter.rank, slices, shapes[site], queryFactor)]);
    return Object.fromEntries(sites) as Record<AdapterSite, PackedSite>;
  });
  return { slices, layers };
}

function packSite(
  layer: LayerUpdate,
  rank: number,
  slices: number,
  { inputs, outputs, projections, directions, columns }: SiteShape,
  queryFactor: number,
): PackedSite {
  const a = new Float32Array(slices * inputs * directions);
  const b = new Float32Array(slices * directions * outputs);
  for (let direction = 0; direction < rank; direction++) {
    const slice = Math.floor(direction / sliceRank);
    const within = direction % sliceRank;
    projections.forEach((projection, block) => {
      const update = layer[projection];
      if (!update) return;
      const place = block * sliceRank + within;
      for (let input = 0; input < inputs; input++) {
        a[(slice * inputs + input) * directions + place] = update.a[input * rank + direction]!;
      }
      const factor = projection === 'q' ? queryFactor : 1;
      const width = update.b.length / rank;
      let column = (slice * directions + place) * outputs;
      for (const { projection: owner, from, count } of columns) {
        if (owner === projection) {
          for (let index = 0; index < count; index++) {
            b[column + index] = update.b[direction * width + from + index]! * factor;
          }
        }
        column += count;
      }
    });
  }
  return { a, b };
}
