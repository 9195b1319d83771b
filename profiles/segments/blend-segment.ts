import { evidenceByItem } from '../interests/evidence.ts';
import type { InterestSettings } from '../interests/settings.ts';
import { dot, weightedDirection } from '../interests/vector.ts';
import type { Interest, Profile } from '../profile.ts';
import { isRuledOut, withoutRulesOf } from '../rules/obey-rules.ts';
import { parseRules } from '../rules/parse-rules.ts';
import { clusterHistogram, smoothed } from './cluster-histogram.ts';
import type { KnownSegments } from './known-segments.ts';

/** Below this part a segment does not show; above the other it is all but the whole profile. */
const leastPart = 0.15;
const wholePart = 0.9;

/**
 * Fills out the profile of a reader of whom little is known with the readers nearest to them. The less is known (the
 * square of what confidence leaves) and the surer the neighbours agree, the more of the profile is theirs. A reader
 * without any evidence has no nearest segment and stays `none`; rules are obeyed in what a segment brings, too.
 */
export function blendSegment(profile: Profile, segments: KnownSegments, settings: InterestSettings): Profile {
  if (profile.source !== 'behaviour' || !profile.vector) return profile;
  const own = new Set(profile.interests.flatMap(({ itemIds }) => itemIds));
  const evidence = evidenceByItem(profile.events, Date.parse(profile.asOf), settings);
  const { shares } = clusterHistogram(
    evidence.filter(({ itemId }) => own.has(itemId)),
    segments.clusters,
  );
  const found = segments.index.nearest(shares);
  if (!found) return profile;
  const part = (1 - profile.confidence) ** 2 * (0.5 + found.confidence / 2);
  if (part < leastPart) return profile;
  const rules = withoutRulesOf(parseRules(profile.rules ?? []));
  const brought = [...smoothed(shares, found.neighbours, 1)]
    .map((share, cluster) => ({ share, subject: segments.subjects[cluster] ?? null }))
    .filter((entry): entry is { share: number; subject: Interest } => entry.subject !== null && entry.share > 0)
    .filter(({ subject }) => {
      const said = [subject.name, ...subject.terms.map(({ term }) => term)].join('. ');
      return !rules.some((rule) => isRuledOut(said, subject.category, rule));
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, settings.mostInterests);
  const total = brought.reduce((sum, { share }) => sum + share, 0);
  if (total === 0) return profile;
  const vector = weightedDirection(
    [profile.vector, ...brought.map(({ subject }) => subject.vector)],
    [1 - part, ...brought.map(({ share }) => (part * share) / total)],
    profile.vector.length,
  );
  return {
    ...profile,
    source: part > wholePart ? 'segment' : 'blend',
    vector: vector ?? profile.vector,
    interests: joined(profile.interests, brought, part, total, settings),
    segment: { id: found.segment.id, name: brought[0]!.subject.name, confidence: found.confidence, part },
  };
}

/** Own interests and the segment's, heaviest first, at most four, shares summing to 1. */
function joined(
  own: readonly Interest[],
  brought: readonly { share: number; subject: Interest }[],
  part: number,
  total: number,
  settings: InterestSettings,
): Interest[] {
  const ours = own.map((interest) => ({ ...interest, share: (1 - part) * interest.share }));
  const theirs: Interest[] = [];
  for (const { share, subject } of brought) {
    const added = (part * share) / total;
    // What the reader cares for already is not brought in a second time: it weighs more.
    const same = ours.findIndex(
      ({ name, vector }) => name === subject.name || dot(vector, subject.vector) > settings.mostCosine,
    );
    if (same < 0) theirs.push({ ...subject, share: added, borrowed: true });
    else ours[same] = { ...ours[same]!, share: ours[same]!.share + added };
  }
  const heaviest = [...ours, ...theirs]
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
    .slice(0, settings.mostInterests);
  const kept = heaviest.reduce((sum, { share }) => sum + share, 0);
  return heaviest.map((interest) => ({ ...interest, share: interest.share / kept }));
}
