import { denoise } from '../denoise/denoise.ts';
import { evidenceByItem } from '../interests/evidence.ts';
import { dominantCategory, interestName } from '../interests/interest-name.ts';
import { unsaidTerms } from '../interests/sensitive-terms.ts';
import { isSensitive, sayable } from '../interests/sensitive-texts.ts';
import { tellingTerms } from '../interests/telling-terms.ts';
import { unit } from '../interests/vector.ts';
import { withheldFrom } from '../privacy/policy.ts';
import { withoutDirections } from '../privacy/remove-attributes.ts';
import type { Interest } from '../profile.ts';
import type { Reader, Snapshot } from '../snapshot.ts';
import { clusterHistogram } from './cluster-histogram.ts';
import { clusterItems, clustersAround, type ItemClusters } from './item-clusters.ts';
import { chooseRepresentatives, type Representative, SegmentIndex } from './segment-index.ts';

/** Segments of a workspace's readers, with what is needed to speak of them. */
export interface KnownSegments {
  readonly clusters: ItemClusters;
  readonly index: SegmentIndex;
  /** An item cluster as an interest, share 0; null where nothing in it may be said. */
  readonly subjects: readonly (Interest | null)[];
}

/** What segments are made of, to be kept beside a snapshot: only here do single readers show. */
export interface SegmentParts {
  /** Unit vectors of the item clusters' centres. */
  readonly centres: readonly Float32Array[];
  /** Readers of each segment. */
  readonly sizes: readonly number[];
  readonly representatives: readonly (Representative & { readonly userId: string })[];
}

/** Items that name a cluster. */
const mostNaming = 60;
/** A reader with less weight than this does not shape segments: about three articles read to the end. */
const leastWeight = 2;

/** Makes segments of those readers whose behaviour may be used. @param asOf ISO-8601 */
export function buildSegments(readers: readonly Reader[], snapshot: Snapshot, asOf: string): KnownSegments {
  const clusters = subjectClusters(snapshot);
  return knownSegments(
    segmentParts(
      readers.flatMap((reader) => histogramOf(reader, snapshot, clusters, asOf) ?? []),
      clusters,
    ),
    snapshot,
  );
}

/** The clusters of a snapshot's items: the subjects that readers are compared by. */
export function subjectClusters(snapshot: Snapshot): ItemClusters {
  return clusterItems(speakableItems(snapshot));
}

/** One reader's weight by subject, or null where it may not be used or is too little. @param asOf ISO-8601 */
export function histogramOf(
  reader: Reader,
  snapshot: Snapshot,
  clusters: ItemClusters,
  asOf: string,
): { readonly userId: string; readonly shares: Float32Array } | null {
  if (withheldFrom(reader, snapshot.policy) !== null) return null;
  const events = denoise(reader.events, { ...snapshot, settings: snapshot.denoiseSettings });
  const evidence = evidenceByItem(events, Date.parse(asOf), snapshot.interestSettings);
  const { shares, weight } = clusterHistogram(evidence, clusters);
  return weight >= leastWeight ? { userId: reader.userId, shares } : null;
}

/** Segments from readers' histograms, in an order that does not depend on theirs. */
export function segmentParts(
  histograms: readonly { readonly userId: string; readonly shares: Float32Array }[],
  clusters: ItemClusters,
): SegmentParts {
  const sorted = [...histograms].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  const { representatives, sizes } = chooseRepresentatives(sorted.map(({ shares }) => shares));
  return {
    centres: clusters.centres,
    sizes,
    representatives: representatives.map(({ row, segment, shares }) => ({
      segment,
      shares,
      userId: sorted[row]!.userId,
    })),
  };
}

/** Segments as profiles use them, from their parts and the snapshot they belong to. */
export function knownSegments(parts: SegmentParts, snapshot: Snapshot): KnownSegments {
  const items = speakableItems(snapshot);
  const clusters = clustersAround(
    parts.centres,
    (itemId) => items.get(itemId)?.vector ?? speakable(snapshot, snapshot.items.get(itemId)),
  );
  return {
    clusters,
    index: new SegmentIndex(parts.representatives, parts.sizes),
    subjects: subjectsOf(items, clusters, snapshot),
  };
}

type Items = ReadonlyMap<string, { readonly vector: Float32Array; readonly text: string; readonly category?: string }>;

/** What of an item may shape a segment: its vector without removed attributes; null where the item may not be spoken of. */
function speakable(
  { policy }: Snapshot,
  item: { readonly text: string; readonly vector: Float32Array } | undefined,
): Float32Array | null {
  if (!item || isSensitive(item.text, unsaidTerms(policy.sensitiveAllowances))) return null;
  return withoutDirections(item.vector, policy.removedDirections);
}

function speakableItems({ items, policy }: Snapshot): Items {
  const unsaid = unsaidTerms(policy.sensitiveAllowances);
  return new Map(
    [...items].flatMap(([id, item]) => {
      const vector = isSensitive(item.text, unsaid) ? null : withoutDirections(item.vector, policy.removedDirections);
      return vector ? [[id, { ...item, vector }] as const] : [];
    }),
  );
}

function subjectsOf(items: Items, clusters: ItemClusters, snapshot: Snapshot): (Interest | null)[] {
  const { interestSettings: settings, policy } = snapshot;
  const unsaid = unsaidTerms(policy.sensitiveAllowances);
  const groups = new Map<number, { text: string; category?: string; weight: number }[]>();
  for (const [id, { text, category }] of items) {
    const cluster = clusters.clusterOf(id)!;
    const group = groups.get(cluster) ?? [];
    groups.set(cluster, group);
    if (group.length < mostNaming) group.push({ text, ...(category ? { category } : {}), weight: 1 });
  }
  return clusters.centres.map((centre, cluster): Interest | null => {
    const group = groups.get(cluster) ?? [];
    const vector = unit(centre);
    if (group.length === 0 || !vector) return null;
    const category = sayable(dominantCategory(group, settings), unsaid);
    const terms = tellingTerms(group, { ...snapshot.background, unsaid }, settings.terms, vector);
    return {
      name: interestName(category, terms, settings),
      ...(category ? { category } : {}),
      terms,
      share: 0,
      vector,
      itemIds: [],
    };
  });
}
