import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../datasets/item.ts';
import { dot, unit } from '../../profiles/interests/vector.ts';
import { centresOf } from '../../profiles/living/interest-centres.ts';
import { LivingProfile } from '../../profiles/living/living-profile.ts';
import type { Profile, StoredEvent } from '../../profiles/profile.ts';
import { buildSnapshot, profileOf } from '../../profiles/snapshot.ts';

const subjects = ['rowing regatta', 'harbour ferry', 'museum painting'];
const items = Array.from(
  { length: 24 },
  (_, index): Item => ({
    id: `i${index}`,
    kind: 'article',
    title: `Report ${index} on the ${subjects[index % 3]}`,
    category: ['sport', 'transport', 'culture'][index % 3]!,
    wordCount: 300,
  }),
);
const vectorOf = (index: number) =>
  unit(Array.from({ length: 12 }, (_, at) => (at === index % 3 ? 2 : Math.sin(index * 7.3 + at * 3.1))))!;
const events = Array.from(
  { length: 40 },
  (_, index): StoredEvent => ({
    id: `e${index}`,
    userId: 'u',
    itemId: `i${(index * index + index) % 24}`,
    at: new Date(
      Date.UTC(2026, 1, 1 + Math.floor(index / 2), 7, (index % 2) * (index % 5 === 0 ? 0 : 9), index),
    ).toISOString(),
    kind: index % 11 === 3 ? 'share' : index % 7 === 2 ? 'quick_close' : 'click',
    // Some dwell is missing, some too short, some a tab left open.
    ...(index % 6 === 1 ? {} : { dwellSeconds: index % 5 === 4 ? 3 : index % 13 === 7 ? 9000 : 20 + index * 2 }),
  }),
);
const asOf = '2026-03-01T00:00:00.000Z';
const snapshot = await buildSnapshot({
  events,
  items,
  itemVectors: { vectorsOf: async () => new Map(items.map(({ id }, index) => [id, vectorOf(index)])) },
  encoderSha256: 'e',
});
const rebuilt = profileOf({ userId: 'u', events }, snapshot, asOf);
const centres = centresOf(rebuilt, 1);

const difference = (a: Profile, b: Profile): number =>
  Math.max(
    1 - dot(a.vector!, b.vector!),
    ...a.vector!.map((value, index) => Math.abs(value - b.vector![index]!)),
    ...a.interests.flatMap((interest, index) => [
      Math.abs(interest.share - b.interests[index]!.share),
      ...interest.vector.map((value, at) => Math.abs(value - b.interests[index]!.vector[at]!)),
    ]),
    ...a.clock.map((value, hour) => Math.abs(value - b.clock[hour]!)),
    Math.abs(a.confidence - b.confidence),
  );

describe('a living profile', () => {
  const atOnce = new LivingProfile({ userId: 'u' }, snapshot, centres);
  atOnce.add(events);

  it('says of the whole what a profile built from scratch says', () => {
    const living = atOnce.at(asOf);
    expect(Math.max(...living.vector!.map((value, at) => Math.abs(value - rebuilt.vector![at]!)))).toBeLessThan(1e-6);
    expect(living.confidence).toBeCloseTo(rebuilt.confidence, 9);
    expect(living.clock).toEqual(rebuilt.clock);
    expect(living.interests.length).toBeGreaterThan(1);
  });

  it('is the same to 1e-6 in 1,000 orders of arrival, event by event', () => {
    const wanted = atOnce.at(asOf);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }), (order) => {
        const living = new LivingProfile({ userId: 'u' }, snapshot, centres);
        for (const event of order) living.add([event]);
        const profile = living.at(asOf);
        expect(profile.interests.map(({ name }) => name)).toEqual(wanted.interests.map(({ name }) => name));
        expect(difference(profile, wanted)).toBeLessThan(1e-6);
      }),
      { numRuns: 1000, seed: 4 },
    );
  }, 120_000);

  it('after each event equals the rebuild of the events so far', () => {
    const living = new LivingProfile({ userId: 'u' }, snapshot, centres);
    for (const [index, event] of events.entries()) {
      living.add([event]);
      const anew = new LivingProfile({ userId: 'u' }, snapshot, centres);
      anew.add(events.slice(0, index + 1));
      const [a, b] = [living.at(asOf), anew.at(asOf)];
      expect(a.source).toBe(b.source);
      if (a.vector) expect(difference(a, b)).toBeLessThan(1e-6);
    }
  });

  it('counts events whose item joins the snapshot later, as if it had been known all along', async () => {
    const vectors = new Map(items.map(({ id }, index) => [id, vectorOf(index)]));
    const parts = { events, itemVectors: { vectorsOf: async () => vectors }, encoderSha256: 'e' };
    const whole = await buildSnapshot({ ...parts, items });
    const partly = await buildSnapshot({ ...parts, items: items.slice(0, 12) });
    const living = new LivingProfile({ userId: 'u' }, partly, centres);
    living.add(events);
    expect(living.lacksItems).toBe(true);
    partly.join(items, (itemId) => vectors.get(itemId));
    living.add([]);
    expect(living.lacksItems).toBe(false);
    const atOnce = new LivingProfile({ userId: 'u' }, whole, centres);
    atOnce.add(events);
    expect(difference(living.at(asOf), atOnce.at(asOf))).toBeLessThan(1e-6);
  });

  it('takes the same event once, and cannot be asked of the past', () => {
    const living = new LivingProfile({ userId: 'u' }, snapshot, centres);
    living.add(events);
    living.add(events.slice(0, 5));
    expect(difference(living.at(asOf), atOnce.at(asOf))).toBe(0);
    expect(() => living.at('2026-01-01T00:00:00Z')).toThrow(RangeError);
  });

  it('learns nothing without consent, and obeys rules', () => {
    const refused = new LivingProfile({ userId: 'u', consent: 'refused' }, snapshot, centres);
    refused.add(events);
    expect(refused.at(asOf)).toMatchObject({ source: 'none', withheld: 'consent', vector: null, events: [] });
    const ruled = new LivingProfile({ userId: 'u', rules: ['no sport'] }, snapshot, centres);
    ruled.add(events);
    const scratch = profileOf({ userId: 'u', events, rules: ['no sport'] }, snapshot, asOf);
    expect(1 - dot(ruled.at(asOf).vector!, scratch.vector!)).toBeLessThan(1e-6);
    expect(scratch.ruleEffects![0]!.itemsLeftOut).toBeGreaterThan(0);
    expect(ruled.at(asOf).ruleEffects).toEqual(scratch.ruleEffects);
  });

  it('of a reader whose every event is noise knows nothing; equal dwell gives no NaN', () => {
    const noise = events.map((event) => ({ ...event, kind: 'click' as const, dwellSeconds: 1 }));
    const living = new LivingProfile({ userId: 'u' }, snapshot, centres);
    living.add(noise);
    expect(living.at(asOf)).toMatchObject({ source: 'none', vector: null, interests: [], confidence: 0 });
    const even = new LivingProfile({ userId: 'u' }, snapshot, centres);
    even.add(events.map((event) => ({ ...event, kind: 'click' as const, dwellSeconds: 60 })));
    const { vector, clock, confidence, interests } = even.at(asOf);
    expect([...vector!, ...clock, confidence, ...interests.map(({ share }) => share)].every(Number.isFinite)).toBe(
      true,
    );
  });
});
