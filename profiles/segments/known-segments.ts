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
import { clusterItems, type ItemClusters } from './item-clusters.ts';
import { SegmentIndex } from './segment-index.ts';

/** Segments of a workspace's readers, with what is needed to speak of them. */
export interface KnownSegments {
  readonly clusters: ItemClusters;
  readonly index: SegmentIndex;
  /** An item cluster as an interest, share 0; null where nothing in it may be said. */
  readonly subjects: readonly (Interest | null)[];
}

/** Items that name a cluster. */
const mostNaming = 60;
/** A reader with less weight than this does not shape segments: about three articles read to the end. */
const leastWeight = 2;

/** Makes segments of those readers whose behaviour may be used. @param asOf ISO-8601 */
export function buildSegments(readers: readonly Reader[], snapshot: Snapshot, asOf: string): KnownSegments {
  const { interestSettings: settings, policy } = snapshot;
  const unsaid = unsaidTerms(policy.sensitiveAllowances);
  const items = new Map(
    [...snapshot.items].flatMap(([id, item]) => {
      const vector = isSensitive(item.text, unsaid) ? null : withoutDirections(item.vector, policy.removedDirections);
      return vector ? [[id, { ...item, vector }] as const] : [];
    }),
  );
  const clusters = clusterItems(items);
  const histograms = [...readers]
    .filter((reader) => withheldFrom(reader, policy) === null)
    .sort((a, b) => (a.userId < b.userId ? -1 : 1))
    .map((reader) => denoise(reader.events, { ...snapshot, settings: snapshot.denoiseSettings }))
    .map((events) => clusterHistogram(evidenceByItem(events, Date.parse(asOf), settings), clusters))
    .filter(({ weight }) => weight >= leastWeight)
    .map(({ shares }) => shares);
  const groups = new Map<number, { text: string; category?: string; weight: number }[]>();
  for (const [id, { text, category }] of items) {
    const cluster = clusters.clusterOf(id)!;
    const group = groups.get(cluster) ?? [];
    groups.set(cluster, group);
    if (group.length < mostNaming) group.push({ text, ...(category ? { category } : {}), weight: 1 });
  }
  const subjects = clusters.centres.map((centre, cluster): Interest | null => {
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
  return { clusters, index: new SegmentIndex(histograms), subjects };
}
