import type { GraphBuilder, Value } from '../../onnx/graph-builder.ts';
import { type AdapterSite, type SiteShape, siteShapes } from '../adapter-sites.ts';
import { decoderInputs } from '../decoder-inputs.ts';
import type { DecoderConfig } from '../decoder-weights.ts';

/** Adds what the adapters of each row make of a product's input `(B·S, inputs)` to its output `(B·S, outputs)`. */
export type AdapterUpdate = (site: AdapterSite, layer: number, input: Value, output: Value) => Value;

/**
 * Adapters in the graph: `y += Σₙ ((x · Aₙ) ⊙ maskₙ) · Bₙ` over the slices of the adapters that a step's rows ask for.
 * A row's mask is 1 for the slices of its own adapter and 0 for all others, whose parts are exact zeros: neither they
 * nor the rows that use them change its result. Products are in single precision whatever the matrices are kept in. The
 * first product is one for each slice, since a wider one would be summed in other blocks.
 */
export function adapterUpdate(graph: GraphBuilder, config: DecoderConfig): AdapterUpdate {
  const shapes = siteShapes(config);
  const mask = graph.input(decoderInputs.adapterMask, 'float32', ['slices', 'tokens', 1]);
  return (site, layer, input, output) => {
    const { inputs, outputs }: SiteShape = shapes[site];
    // The directions have a name of their own: a step without adapters is given none.
    const rank = `rank.${site}`;
    const a = graph.input(decoderInputs.adapterA(site, layer), 'float32', ['slices', inputs, rank]);
    const b = graph.input(decoderInputs.adapterB(site, layer), 'float32', [`all.${rank}`, outputs]);
    return graph.within(`adapter.${site}`, () => {
      const bySlice = graph.node('Mul', [graph.node('MatMul', [input, a]), mask]);
      const byToken = graph.node('Transpose', [bySlice], { attributes: { perm: { ints: [1, 0, 2] } } });
      const directions = graph.node('Reshape', [byToken, graph.integers([0, -1])]);
      return graph.node('Gemm', [directions, b, output]);
    });
  };
}
