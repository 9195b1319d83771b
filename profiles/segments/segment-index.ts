import { nearest, sphericalKMeans } from '../interests/spherical-kmeans.ts';
import { dot, unit } from '../interests/vector.ts';

/** A group of readers who read alike. */
export interface Segment {
  readonly id: string;
  readonly readers: number;
  /** Mean of its readers' histograms, summing to 1. */
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
  readonly #shares: Float32Array[] = [];
  readonly #owner: number[] = [];
  readonly #clusters: number;

  /**
   * @param readers histograms that sum to 1, in an order that does not depend on chance (by user id)
   * @param count segments wanted; fewer where readers do not differ
   */
  constructor(readers: readonly Float32Array[], count = Math.min(24, Math.ceil(Math.cbrt(readers.length)))) {
    this.#clusters = readers[0]?.length ?? 0;
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
    const sums = centres.map(() => new Float64Array(this.#clusters));
    for (const [row, shares] of readers.entries()) {
      const root = rootOf(shares);
      if (!root) continue;
      const segment = nearest(root, centres);
      members[segment]!.push(row);
      for (let cluster = 0; cluster < this.#clusters; cluster++) sums[segment]![cluster]! += shares[cluster]!;
    }
    this.segments = members.map((rows, index) => ({
      id: `s${index + 1}`,
      readers: rows.length,
      shares: Float32Array.from(sums[index]!, (sum) => (rows.length > 0 ? sum / rows.length : 0)),
    }));
    for (const [index, rows] of members.entries()) {
      const step = Math.max(1, rows.length / representativesEach);
      for (let at = 0; at < rows.length; at += step) {
        this.#shares.push(readers[rows[Math.floor(at)]!]!);
        this.#owner.push(index);
      }
    }
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

const rootOf = (shares: Float32Array): Float32Array | null =>
  unit(shares.map((share) => Math.sqrt(Math.max(0, share))));
