import type { AdaptedProjection } from '../adapter/adapter.ts';
import { attentionShape } from './decoder-inputs.ts';
import type { DecoderConfig } from './decoder-weights.ts';

/** Where a layer takes adapters in: one place for all projections that share their input. */
export const adapterSites = ['attention', 'output', 'expansion', 'contraction'] as const;
export type AdapterSite = (typeof adapterSites)[number];

/**
 * Directions of rank that one slice of an adapter holds. All slices are alike, and an adapter takes 1, 2, 4 … of them,
 * filled up with zeros. Products are summed in blocks whose length is a power of two; so a row's sum falls into the
 * same blocks whatever other adapters stand beside its own, if greater ones stand first.
 */
export const sliceRank = 8;

/** Slices of an adapter of this rank. */
export function slicesOf(rank: number): number {
  return powerOfTwo(Math.ceil(rank / sliceRank));
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));

/** Some columns of a site's output that one projection gives. */
export interface SiteColumns {
  readonly projection: AdaptedProjection;
  /** First column of the projection's own output. */
  readonly from: number;
  readonly count: number;
}

export interface SiteShape {
  readonly inputs: number;
  readonly outputs: number;
  /** Each with `sliceRank` directions of its own in a slice, in this order. */
  readonly projections: readonly AdaptedProjection[];
  /** Columns of a slice's A: those directions, filled up to a power of two. */
  readonly directions: number;
  /** The site's output columns in order. */
  readonly columns: readonly SiteColumns[];
}

/** Shapes of the four sites; attention's columns stand as its one product gives them: each group's queries, its key; then the values. */
export function siteShapes(config: DecoderConfig): Record<AdapterSite, SiteShape> {
  const { hiddenSize, heads, feedForwardSize } = config;
  const { keyValueHeads, group, width } = attentionShape(config);
  const whole = (projection: AdaptedProjection, count: number): SiteColumns => ({ projection, from: 0, count });
  const groups = Array.from({ length: keyValueHeads }, (_, head): SiteColumns[] => [
    { projection: 'q', from: head * group * width, count: group * width },
    { projection: 'k', from: head * width, count: width },
  ]);
  const site = (inputs: number, columns: readonly SiteColumns[]): SiteShape => {
    const projections = [...new Set(columns.map(({ projection }) => projection))];
    const outputs = columns.reduce((sum, { count }) => sum + count, 0);
    return { inputs, outputs, projections, directions: powerOfTwo(projections.length) * sliceRank, columns };
  };
  return {
    attention: site(hiddenSize, [...groups.flat(), whole('v', keyValueHeads * width)]),
    output: site(heads * width, [whole('o', hiddenSize)]),
    expansion: site(hiddenSize, [whole('gate', feedForwardSize), whole('up', feedForwardSize)]),
    contraction: site(feedForwardSize, [whole('down', hiddenSize)]),
  };
}
