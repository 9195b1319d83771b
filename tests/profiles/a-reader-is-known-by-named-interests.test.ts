import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildProfile } from '../../profiles/interests/build-profile.ts';
import { dot, norm } from '../../profiles/interests/vector.ts';
import { asOf, items, profileBasis, type Subject, subjectNames, weighed } from './small-newsroom.ts';

const reading = (subject: Subject, weight: number, daysAgo = 1) =>
  [0, 1, 2, 3, 4].map((index) => weighed(`${subject}-${index}`, weight, daysAgo + index));
const profileOf = (events: ReturnType<typeof reading>) => buildProfile({ ...profileBasis, events });

describe('a reader is known by named interests', () => {
  it('finds one interest, and names it by section and telling terms', () => {
    const { interests, source, vector } = profileOf(reading('rowing', 0.6));
    expect(source).toBe('behaviour');
    expect(interests).toHaveLength(1);
    expect(interests[0]).toMatchObject({ category: 'Sport', share: 1 });
    expect(interests[0]!.name).toMatch(/^Sport: .*(rowing|regatta)/);
    expect(norm(vector!)).toBeCloseTo(1, 5);
  });

  it('finds several interests with their shares, heaviest first', () => {
    const { interests } = profileOf([...reading('rowing', 0.6), ...reading('soup', 0.3), ...reading('tides', 0.15)]);
    expect(interests.map(({ category }) => category)).toEqual(['Sport', 'Food', 'Science']);
    expect(interests.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(interests[0]!.share).toBeGreaterThan(0.5);
    for (const { vector, itemIds } of interests) {
      expect(norm(vector)).toBeCloseTo(1, 5);
      expect(dot(vector, items.get(itemIds[0]!)!.vector)).toBeGreaterThan(0.8);
    }
  });

  it('weighs terms so that they sum to 1 and never names a person of the history', () => {
    for (const { terms, name } of profileOf(subjectNames.flatMap((subject) => reading(subject, 0.5))).interests) {
      expect(terms.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
      expect(`${name} ${terms.map(({ term }) => term).join(' ')}`.toLowerCase()).not.toMatch(/mara|quill/);
    }
  });

  it('lets what was read long ago fade by half each half-life', () => {
    const fresh = profileOf([...reading('rowing', 0.5, 1), ...reading('soup', 0.5, 22)]);
    const shares = new Map(fresh.interests.map(({ category, share }) => [category, share]));
    expect(shares.get('Sport')! / shares.get('Food')!).toBeCloseTo(2, 1);
  });

  it('gives events after the as-of time no say', () => {
    const events = reading('rowing', 0.6);
    const early = buildProfile({ ...profileBasis, events: [...events, weighed('soup-0', 1, -3)] });
    expect(early.interests).toEqual(profileOf(events).interests);
  });

  it('knows nothing of a reader whose clicks are all noise, or who has none', () => {
    for (const events of [[], reading('rowing', 0), [weighed('an item nobody knows', 0.6)]]) {
      const profile = profileOf(events);
      expect(profile).toMatchObject({ source: 'none', vector: null, interests: [], confidence: 0 });
      expect(profile.clock).toEqual(new Array(168).fill(0));
      expect(profile.events).toEqual(events);
    }
  });

  it('learns nothing from a reader who refused, and says so', () => {
    const profile = buildProfile({ ...profileBasis, events: reading('rowing', 0.6), consent: 'refused' });
    expect(profile).toMatchObject({ source: 'none', withheld: 'consent', vector: null, interests: [], events: [] });
  });

  it('grows surer with every clean event', () => {
    const five = profileOf(reading('rowing', 0.6)).confidence;
    const ten = profileOf([...reading('rowing', 0.6), ...reading('soup', 0.6)]).confidence;
    expect(five).toBeGreaterThan(0.2);
    expect(ten).toBeGreaterThan(five);
    expect(ten).toBeLessThan(1);
  });

  it('is the same in whatever order the events come, and with any weights holds no NaN', () => {
    const anyWeighed = fc.record({
      item: fc.constantFrom(...items.keys()),
      weight: fc.oneof(fc.constant(0), fc.constant(0.6), fc.double({ min: 0, max: 1, noNaN: true })),
      daysAgo: fc.integer({ min: 0, max: 90 }),
    });
    const shuffled = fc
      .array(anyWeighed, { maxLength: 40 })
      .map((list) => list.map(({ item, weight, daysAgo }, index) => weighed(item, weight, daysAgo, `id-${index}`)))
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        const { events: _, ...profile } = profileOf(events);
        const { events: __, ...other } = profileOf(others);
        expect(other.interests).toEqual(profile.interests);
        expect(other.vector).toEqual(profile.vector);
        for (const [hour, weight] of other.clock.entries()) expect(weight).toBeCloseTo(profile.clock[hour]!, 12);
        expect(profile.interests.length).toBeLessThanOrEqual(4);
        for (const { share, vector, terms } of profile.interests) {
          expect(share).toBeGreaterThan(0);
          expect([...vector, ...terms.map(({ weight }) => weight)].every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps a clock of the week that goes round its ends', () => {
    const mondayMidnight = Date.parse('2026-03-16T00:10:00Z');
    const daysAgo = (Date.parse(asOf) - mondayMidnight) / 86_400_000;
    const { clock } = profileOf([weighed('rowing-0', 0.6, daysAgo)]);
    expect(clock.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(clock.indexOf(Math.max(...clock))).toBe(0);
    expect(clock[167]).toBeCloseTo(clock[1]!, 9);
    expect(clock[167]).toBeGreaterThan(0.1);
  });
});
