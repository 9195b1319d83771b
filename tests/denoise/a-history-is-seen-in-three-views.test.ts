import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeViews } from '../../profiles/interests/time-views.ts';
import type { DenoisedEvent } from '../../profiles/profile.ts';
import { click, monday } from './simulated-log.ts';

const day = 86_400;
const read = (itemId: string, second: number, dwell?: number, weight = 0.6): DenoisedEvent => ({
  event: click(itemId, second),
  weight,
  reasons: [],
  ...(dwell === undefined ? {} : { dwellUsedSeconds: dwell }),
});
const axes = new Map([
  ['long', Float32Array.of(1, 0)],
  ['brief', Float32Array.of(0, 1)],
]);
const vectorOf = (itemId: string) => axes.get(itemId);
const asOf = monday + 30 * day * 1000;
const ids = (view: { events: readonly { event: DenoisedEvent }[] }) =>
  view.events.map(({ event }) => event.event.itemId);

describe('a history is seen in three views', () => {
  it('holds the last 30 clicks, those of the last week, and those read longer than usual', () => {
    const events = Array.from({ length: 40 }, (_, nth) =>
      read(nth % 4 === 0 ? 'long' : 'brief', nth * 0.75 * day, nth % 4 === 0 ? 120 : 20),
    );
    const views = timeViews(events, vectorOf, asOf);
    expect(views.instant.events).toHaveLength(30);
    expect(views.recent.events).toHaveLength(9);
    expect(new Set(ids(views.stable))).toEqual(new Set(['long']));
    expect([...views.stable.vector!]).toEqual([1, 0]);
  });

  it('leaves a tab left open out of the mean, and still counts it as long', () => {
    const events = [read('brief', 0, 20), read('brief', 60, 25), read('long', 120, 40), read('long', 300, 50_000)];
    expect(ids(timeViews(events, vectorOf, asOf).stable)).toEqual(['long', 'long']);
  });

  it('counts equal dwell equally instead of not at all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 5000 }), (length, dwell) => {
        const events = Array.from({ length }, (_, nth) => read(nth % 2 ? 'long' : 'brief', nth * 100, dwell));
        for (const view of Object.values(timeViews(events, vectorOf, asOf))) {
          for (const { weight } of view.events) expect(weight).toBe(0.6);
          expect(view.vector === null || view.vector.every(Number.isFinite)).toBe(true);
        }
      }),
    );
  });

  it('is empty for readers of nothing, and leaves out noise and what came later', () => {
    const views = timeViews([read('long', 0, 50, 0), read('long', 60 * day, 50)], vectorOf, asOf);
    for (const { events, vector } of Object.values(views))
      expect({ events, vector }).toEqual({ events: [], vector: null });
  });
});
