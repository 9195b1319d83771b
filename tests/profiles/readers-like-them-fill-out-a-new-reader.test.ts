import { describe, expect, it } from 'vitest';
import type { Item } from '../../datasets/item.ts';
import { unit } from '../../profiles/interests/vector.ts';
import type { StoredEvent } from '../../profiles/profile.ts';
import { buildSegments } from '../../profiles/segments/known-segments.ts';
import { SegmentIndex } from '../../profiles/segments/segment-index.ts';
import { buildSnapshot, profileOf } from '../../profiles/snapshot.ts';

const subjects = ['rowing regatta', 'harbour ferry', 'museum painting', 'garden roses'];
const sections = ['sport', 'transport', 'culture', 'home'];
const items = Array.from(
  { length: 80 },
  (_, index): Item => ({
    id: `i${index}`,
    kind: 'article',
    title: `The ${subjects[index % 4]} of week ${index}`,
    category: sections[index % 4]!,
    wordCount: 300,
  }),
);
const vectors = new Map(
  items.map(({ id }, index) => [
    id,
    unit(Array.from({ length: 8 }, (_, at) => (at === index % 4 ? 3 : Math.sin(index * 5.1 + at * 2.3))))!,
  ]),
);
const asOf = '2026-03-20T00:00:00Z';
/** A reader of two subjects in turn. */
const readings = (userId: string, count: number, first: number, second: number): StoredEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${userId}-${index}`,
    userId,
    itemId: `i${(4 * ((index * 3 + userId.length + userId.charCodeAt(userId.length - 1)) % 20) + (index % 2 ? second : first)) % 80}`,
    at: new Date(Date.parse(asOf) - ((index + 1) * 9 + Math.sin(index * 1.7) * 3) * 3_600_000).toISOString(),
    kind: 'click',
    dwellSeconds: 90,
  }));
// Who reads of rowing reads of ferries, who reads of museums of gardens.
const readers = Array.from({ length: 60 }, (_, index) => ({
  userId: `reader${index}`,
  events: readings(`reader${index}`, 24, index % 2 ? 0 : 2, index % 2 ? 1 : 3),
}));
const snapshot = await buildSnapshot({
  events: readers.flatMap(({ events }) => events),
  items,
  itemVectors: { vectorsOf: async () => vectors },
  encoderSha256: 'e',
});
const segments = buildSegments(readers, snapshot, asOf);
const known = (count: number, rules: string[] = []) =>
  profileOf({ userId: 'new', events: readings('new', count, 0, 0), rules }, snapshot, asOf, segments);

describe('a new reader', () => {
  it('at 0, 1, 5 and 20 events is known from nothing, from others, from both and from their own reading', () => {
    const profiles = [0, 1, 5, 20].map((count) => known(count));
    expect(profiles.map(({ source }) => source)).toEqual(['none', 'blend', 'blend', 'behaviour']);
    const parts = profiles.map(({ segment }) => segment?.part ?? 0);
    expect(parts[1]).toBeGreaterThan(parts[2]!);
    expect(parts[3]).toBe(0);
    expect(profiles.map(({ confidence }) => confidence)).toEqual(
      [...profiles.map(({ confidence }) => confidence)].sort((a, b) => a - b),
    );
  });

  it('of one article on rowing is thought to care for ferries, as other rowing readers do, and it shows', () => {
    const { interests, vector, segment } = known(1);
    const borrowed = interests.filter((interest) => interest.borrowed);
    expect(borrowed.map(({ category }) => category)).toContain('transport');
    expect(borrowed.map(({ category }) => category)).not.toContain('culture');
    expect(vector![1]!).toBeGreaterThan(vector![2]!);
    expect(segment!.confidence).toBeGreaterThan(0.8);
    expect(interests.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('is given nothing by others that their own rule forbids', () => {
    expect(known(1, ['no transport']).interests.map(({ category }) => category)).not.toContain('transport');
  });

  it('whose every click is noise starts cold', () => {
    const events = readings('new', 12, 0, 1).map((event) => ({ ...event, dwellSeconds: 1 }));
    expect(profileOf({ userId: 'new', events }, snapshot, asOf, segments)).toMatchObject({
      source: 'none',
      vector: null,
    });
  });

  it('who refused is not filled out, and shapes no segment', () => {
    const events = readings('new', 3, 0, 1);
    expect(profileOf({ userId: 'new', events, consent: 'refused' }, snapshot, asOf, segments).source).toBe('none');
    const refused = readers.map((reader) => ({ ...reader, consent: 'refused' as const }));
    expect(buildSegments(refused, snapshot, asOf).index.segments).toEqual([]);
  });
});

it('segments found do not hold an empty reader, and say how sure they are', () => {
  const index = new SegmentIndex(
    [...Array(20)].map((_, row) => Float32Array.of(row % 2, 1 - (row % 2))),
    2,
  );
  expect(index.nearest(Float32Array.of(0, 0))).toBeNull();
  expect(index.nearest(Float32Array.of(1, 0))!.confidence).toBeGreaterThan(0.9);
  expect(index.segments.map(({ readers: count }) => count)).toEqual([10, 10]);
});
