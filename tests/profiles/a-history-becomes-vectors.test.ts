import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { encoderNames, type HistoryEntry } from '../../profiles/embedding/encoder.ts';
import { historyEncoders } from '../../profiles/embedding/encoders.ts';
import { hashedAttention, hashHistory } from '../../profiles/embedding/hashed-history.ts';
import { historyOfEvents } from '../../profiles/embedding/history-of-events.ts';
import { hsic, meanPairwiseCosine, redundancyOf } from '../../profiles/embedding/redundancy.ts';
import { searchableHistory, searchHistory } from '../../profiles/embedding/searched-history.ts';
import { sessionsOf } from '../../profiles/embedding/sessions.ts';
import { buildProfile } from '../../profiles/interests/build-profile.ts';
import { interestSettings } from '../../profiles/interests/settings.ts';
import { buildTermBackground } from '../../profiles/interests/telling-terms.ts';
import { dot, norm, unit } from '../../profiles/interests/vector.ts';
import type { DenoisedEvent } from '../../profiles/profile.ts';

const random = seededRandom('histories');
const asOf = Date.parse('2026-03-20T12:00:00Z');
const around = (axis: number) => unit(Array.from({ length: 16 }, (_, at) => (at === axis ? 2 : 0) + random() - 0.5))!;
/** Readings of two subjects in turn, ten hours apart. */
const history = Array.from(
  { length: 30 },
  (_, index): HistoryEntry => ({
    itemId: `i${index}`,
    vector: around(index % 2),
    weight: 0.2 + random(),
    at: asOf - index * 36_000_000,
  }),
);
const options = { asOf, halfLifeDays: 21 };

describe('every encoder', () => {
  it.each(encoderNames)('%s gives a unit vector, the same in whatever order the history comes', (name) => {
    for (const article of [undefined, around(0), around(7)]) {
      const asked = { ...options, ...(article ? { article } : {}) };
      const { vector, interests, meta } = historyEncoders[name](history, asked);
      expect(norm(vector!)).toBeCloseTo(1, 5);
      for (const interest of interests) expect(norm(interest)).toBeCloseTo(1, 5);
      expect(historyEncoders[name]([...history].reverse(), asked).vector).toEqual(vector);
      expect(meta).toMatchObject({ encoder: name, entries: history.length });
    }
    expect(historyEncoders[name]([], { ...options, article: around(0) }).vector).toBeNull();
  });

  it.each(['interests', 'articlePooling', 'hashed', 'searched'] as const)(
    '%s leans to the subject of the article',
    (name) => {
      const lean = (axis: number) => historyEncoders[name](history, { ...options, article: around(axis) }).vector!;
      expect(lean(0)[0]!).toBeGreaterThan(lean(0)[1]!);
      expect(lean(1)[1]!).toBeGreaterThan(lean(1)[0]!);
    },
  );
});

it('the plain mean is the profile’s own vector', () => {
  const events = history.map(
    ({ itemId, weight, at }): DenoisedEvent => ({
      event: { id: itemId, userId: 'u', itemId, at: new Date(at).toISOString(), kind: 'click' },
      weight,
      reasons: [],
    }),
  );
  const items = new Map(history.map(({ itemId, vector }) => [itemId, { vector, text: `Report ${itemId}` }]));
  const profile = buildProfile({
    userId: 'u',
    events,
    items,
    background: buildTermBackground([]),
    asOf: new Date(asOf).toISOString(),
    encoderSha256: 'e',
    denoiserVersion: 'd',
  });
  const { halfLifeDays } = interestSettings;
  const { vector } = historyEncoders.mean(historyOfEvents(events, items, asOf, halfLifeDays), { asOf, halfLifeDays });
  for (const [index, value] of vector!.entries()) expect(value).toBeCloseTo(profile.vector![index]!, 6);
});

it('half an hour without a click ends a session', () => {
  const at = (minutes: number) => ({ ...history[0]!, at: asOf + minutes * 60_000 });
  const lengths = sessionsOf([at(0), at(20), at(50), at(81), at(200), at(201)]).map((session) => session.length);
  expect(lengths).toEqual([3, 1, 2]);
});

describe('a long history', () => {
  const long = Array.from({ length: 5000 }, (_, index) => (index % 100 === 0 ? around(3) : around(4 + (index % 5))));
  const weights = long.map(() => 1);

  it('is searched for what is near to the article', () => {
    const rows = searchHistory(searchableHistory(long, weights), around(3), 20);
    expect(rows).toHaveLength(20);
    expect(rows.filter((row) => row % 100 === 0).length).toBeGreaterThanOrEqual(19);
  });

  it('is kept as bucket sums whose size does not grow, and answers with what is near', () => {
    const hashed = hashHistory(long, weights)!;
    expect(hashed.sums.length).toBe(hashHistory(long.slice(0, 10), weights)!.sums.length);
    expect(hashedAttention(hashed, around(3))![3]!).toBeGreaterThan(unit(meanOf(long))![3]! * 2);
  });
});

describe('redundancy', () => {
  const draw = () => Array.from({ length: 60 }, () => unit(Array.from({ length: 4 }, () => random() - 0.5))!);
  const x = draw();

  it('is 0 by HSIC against what never varies, small between strangers, large between the same', () => {
    expect(
      hsic(
        x,
        x.map(() => x[0]!),
      ),
    ).toBeCloseTo(0, 9);
    expect(hsic(x, draw())).toBeLessThan(hsic(x, x) / 5);
    expect(() => hsic(x, x.slice(1))).toThrow(RangeError);
  });

  it('counts the readers whose interests say the same thing twice', () => {
    const same = [x[0]!, x[0]!];
    const apart = [unit([1, 0, 0, 0])!, unit([0, 1, 0, 0])!];
    expect(redundancyOf([same, apart, [x[1]!]])).toMatchObject({ readers: 2, alarms: 1 });
    expect(meanPairwiseCosine(apart)).toBe(0);
    expect(dot(same[0]!, same[1]!)).toBeCloseTo(meanPairwiseCosine(same), 6);
  });
});

function meanOf(vectors: readonly Float32Array[]): number[] {
  return Array.from({ length: 16 }, (_, at) => vectors.reduce((sum, vector) => sum + vector[at]!, 0) / vectors.length);
}
