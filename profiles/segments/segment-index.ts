import { nearest, sphericalKMeans } from '../interests/spherical-kmeans.ts';
import { dot, unit } from '../interests/vector.ts';

/** A group of readers who read alike. */
export interface Segment {
  readonly id: string;
  readonly readers: number;
  /** Mean of its representatives' histograms, summing to 1. */
  readonly shares: Float32Array;
}

/** A reader that stands for others of their segment. */
export interface Representative {
  /** Place of the segment. */
  readonly segment: number;
  readonly shares: Float32Array;
}

/** The segment nearest to a histogram. */
export interface NearestSegment {
  readonly segment: Segment;
  /** Share of the nearest readers' likeness that belongs to it, 0..1. */
  readonly confidence: number;
  /** Histograms of the nearest readers, of whatever segment. */
  readonly neighbours: readonly Float32Array[];
}

/** Readers that the segments' centres are drawn from, and those of each segment that stand for it afterwards. */
const mostSampled = 5000;
const representativesEach = 64;
const neighbours = 16;

/**
 * Segments of everyone's histograms, searched by k nearest neighbours. Of each segment up to 64 readers, evenly drawn,
 * stand for all, so that a search costs the same for a thousand readers as for a million. Histograms are compared by
 * the Bhattacharyya coefficient (the cosine of their roots), which suits shares better than their own cosine.
 */
export class SegmentIndex {
  readonly segments: readonly Segment[];
  readonly #roots: Float32Array;
  readonly #shares: readonly Float32Array[];
  readonly #owner: readonly number[];
  readonly #clusters: number;

  /**
   * @param readers histograms that sum to 1, in an order that does not depend on chance (by user id)
   * @param count segments wanted; fewer where readers do not differ
   */
  constructor(readers: readonly Float32Array[], count?: number);
  /** An index of representatives that were chosen before. @param sizes readers of each segment */
  constructor(representatives: readonly Representative[], sizes: readonly number[]);
  constructor(given: readonly Float32Array[] | readonly Representative[], counted?: number | readonly number[]) {
    const chosen =
      typeof counted === 'object'
        ? { representatives: given as readonly Representative[], sizes: counted }
        : chooseRepresentatives(given as readonly Float32Array[], counted);
    this.#shares = chosen.representatives.map(({ shares }) => shares);
    this.#owner = chosen.representatives.map(({ segment }) => segment);
    this.#clusters = this.#shares[0]?.length ?? 0;
    this.segments = chosen.sizes.map((readers, index) => ({
      id: `s${index + 1}`,
      readers,
      shares: meanOf(
        this.#shares.filter((_, row) => this.#owner[row] === index),
        this.#clusters,
      ),
    }));
    this.#roots = new Float32Array(this.#shares.length * this.#clusters);
    for (const [row, shares] of this.#shares.entries()) this.#roots.set(rootOf(shares)!, row * this.#clusters);
  }

  /** The nearest segment by 16 nearest readers, or null where the histogram is empty or there are no segments. */
  nearest(shares: Float32Array): NearestSegment | null {
    const root = shares.length === this.#clusters ? rootOf(shares) : null;
    if (!root || this.#owner.length === 0) return null;
    const best: { row: number; likeness: number }[] = [];
    for (let row = 0; row < this.#owner.length; row++) {
      const likeness = dot(root, this.#roots.subarray(row * this.#clusters, (row + 1) * this.#clusters));
      if (likeness <= 0 || (best.length === neighbours && likeness <= best.at(-1)!.likeness)) continue;
      const at = best.findIndex((other) => likeness > other.likeness);
      best.splice(at < 0 ? best.length : at, 0, { row, likeness });
      if (best.length > neighbours) best.pop();
    }
    const votes = new Float64Array(this.segments.length);
    let total = 0;
    for (const { row, likeness } of best) {
      votes[this.#owner[row]!]! += likeness;
      total += likeness;
    }
    if (total === 0) return null;
    const winner = votes.indexOf(Math.max(...votes));
    return {
      segment: this.segments[winner]!,
      confidence: votes[winner]! / total,
      neighbours: best.map(({ row }) => this.#shares[row]!),
    };
  }
}

/**
 * Clusters readers into segments and draws up to 64 of each evenly.
 * @returns each representative with its row among the readers given
 */
export function chooseRepresentatives(
  readers: readonly Float32Array[],
  count = Math.min(24, Math.ceil(Math.cbrt(readers.length))),
): { readonly representatives: (Representative & { readonly row: number })[]; readonly sizes: number[] } {
  const stride = Math.max(1, Math.ceil(readers.length / mostSampled));
  const sample = readers.filter((_, index) => index % stride === 0).flatMap((shares) => rootOf(shares) ?? []);
  const { centres } =
    sample.length > 0
      ? sphericalKMeans(
          sample,
          sample.map(() => 1),
          Math.min(count, sample.length),
        )
      : { centres: [] };
  const members: number[][] = centres.map(() => []);
  for (const [row, shares] of readers.entries()) {
    const root = rootOf(shares);
    if (root) members[nearest(root, centres)]!.push(row);
  }
  const representatives = members.flatMap((rows, segment) => {
    const step = Math.max(1, rows.length / representativesEach);
    const drawn = [];
    for (let at = 0; at < rows.length; at += step) {
      const row = rows[Math.floor(at)]!;
      drawn.push({ row, segment, shares: readers[row]! });
    }
    return drawn;
  });
  return { representatives, sizes: members.map((rows) => rows.length) };
}

function meanOf(histograms: readonly Float32Array[], clusters: number): Float32Array {
  const mean = new Float32Array(clusters);
  for (const shares of histograms)
    for (let cluster = 0; cluster < clusters; cluster++) mean[cluster]! += shares[cluster]! / histograms.length;
  return mean;
}

const rootOf = (shares: Float32Array): Float32Array | null =>
  unit(shares.map((share) => Math.sqrt(Math.max(0, share))));
