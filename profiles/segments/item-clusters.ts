import { nearest, sphericalKMeans } from '../interests/spherical-kmeans.ts';

/** Items cut into subjects, everyone's: part of a snapshot. */
export interface ItemClusters {
  /** Unit vectors. */
  readonly centres: readonly Float32Array[];
  clusterOf(itemId: string): number | undefined;
}

/** Most items that the centres are drawn from; all items are then sorted into them. */
const mostSampled = 2000;

/** Clusters items by their vectors. Does not depend on their order. @param items unit vectors by id */
export function clusterItems(
  items: ReadonlyMap<string, { readonly vector: Float32Array }>,
  // Fewer items make fewer subjects, or readers of one subject would share no cluster.
  count = Math.min(32, Math.ceil(Math.sqrt(items.size))),
): ItemClusters {
  const ids = [...items.keys()].sort();
  const stride = Math.max(1, Math.ceil(ids.length / mostSampled));
  const sample = ids.filter((_, index) => index % stride === 0).map((id) => items.get(id)!.vector);
  const centres =
    sample.length === 0
      ? []
      : sphericalKMeans(
          sample,
          sample.map(() => 1),
          Math.min(count, sample.length),
        ).centres;
  return clustersAround(centres, (itemId) => items.get(itemId)?.vector);
}

/** Sorts items into subjects whose centres are known, each when it is first asked for. */
export function clustersAround(
  centres: readonly Float32Array[],
  vectorOf: (itemId: string) => Float32Array | null | undefined,
): ItemClusters {
  const clusters = new Map<string, number>();
  return {
    centres,
    clusterOf(itemId) {
      const known = clusters.get(itemId);
      const vector = known === undefined && centres.length > 0 ? vectorOf(itemId) : undefined;
      if (!vector) return known;
      const cluster = nearest(vector, centres);
      clusters.set(itemId, cluster);
      return cluster;
    },
  };
}
