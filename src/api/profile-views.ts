import { readableProfile } from '../../profiles/interests/readable-profile.ts';
import type { Interest, Profile } from '../../profiles/profile.ts';
import type { ExplanationView, ProfileEvidenceView, ProfileView } from './schemas/profile.ts';

/** Dropped clicks that an explanation lists; all are counted. */
const mostListed = 500;

/** An interest without its vector. */
export const interestView = ({ name, share, trend, borrowed, terms, itemIds }: Interest) => ({
  name,
  share,
  trend: trend ?? null,
  borrowed: borrowed ?? false,
  terms: terms.map(({ term, weight }) => ({ term, weight })),
  itemIds: [...itemIds],
});

/** Whose profile it is, and where it comes from: what both views begin with. */
const standing = (profile: Profile, from: ProfileView['from']) => ({
  userId: profile.userId,
  asOf: profile.asOf,
  source: profile.source,
  from,
  withheld: profile.withheld ?? null,
  confidence: profile.confidence,
  segment: profile.segment ? { ...profile.segment } : null,
});

/** What is known of a user, as programs read it. */
export function profileView(profile: Profile): ProfileView {
  const { from, rhythm, rules } = readableProfile(profile, () => undefined);
  return {
    ...standing(profile, from),
    interests: profile.interests.map(interestView),
    clock: [...profile.clock],
    rhythm,
    rules: [...rules],
    eventCount: profile.events.length,
    numbers: profile.numbers ? { ...profile.numbers } : null,
    encoderSha256: profile.encoderSha256,
    denoiserVersion: profile.denoiserVersion,
  };
}

/** What is known of a user, and why, as an editor reads it. */
export function explanationView(profile: Profile, titleOf: (itemId: string) => string | undefined): ExplanationView {
  const { from, interests, views, turnedAwayFrom, rhythm, style, rules, dropped } = readableProfile(profile, titleOf);
  return {
    ...standing(profile, from),
    interests: [...interests],
    views: { instant: [...views.instant], recent: [...views.recent], stable: [...views.stable] },
    turnedAwayFrom: { ...turnedAwayFrom, titles: [...turnedAwayFrom.titles] },
    rhythm,
    clock: [...profile.clock],
    style: style && { ...style, marks: { ...style.marks } },
    rules: [...rules],
    sensitiveItemsLeftOut: profile.sensitiveItemsLeftOut ?? 0,
    dropped: {
      clicks: dropped.clicks,
      ofClicks: dropped.ofClicks,
      byReason: { ...dropped.byReason } as Record<string, number>,
      ledger: profile.events
        .filter(({ event, weight, aversion }) => event.kind !== 'impression' && weight === 0 && !aversion)
        .slice(-mostListed)
        .reverse()
        .map(({ event, reasons, explanation }) => ({
          at: event.at,
          kind: event.kind,
          itemId: event.itemId,
          title: titleOf(event.itemId) ?? null,
          reasons: [...reasons],
          explanation: explanation ?? null,
        })),
    },
    numbers: profile.numbers ? { ...profile.numbers } : null,
  };
}

/** Every event of a user with what denoising made of it. */
export function evidenceView(profile: Profile): ProfileEvidenceView {
  return {
    userId: profile.userId,
    asOf: profile.asOf,
    source: profile.source,
    interests: profile.interests.map(interestView),
    events: profile.events.map(({ event, weight, reasons, explanation, dwellUsedSeconds }) => ({
      event,
      weight,
      reasons: [...reasons],
      ...(explanation !== undefined ? { explanation } : {}),
      ...(dwellUsedSeconds !== undefined ? { dwellUsedSeconds } : {}),
    })),
    denoiserVersion: profile.denoiserVersion,
  };
}
