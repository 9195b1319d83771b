import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import type { StoredEvent } from '../../profiles/profile.ts';
import { cleanLog, click, seededRandom } from './simulated-log.ts';

const surges = buildSurgeIndex([]);
const denoised = (events: StoredEvent[]) => denoise(events, { itemWords: () => 200, surges });

describe('machines and bursts are found', () => {
  it('finds a bot by its even intervals, whatever the interval', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7200 }), fc.integer(), (interval, seed) => {
        const random = seededRandom(seed);
        const events = Array.from({ length: 40 }, (_, nth) =>
          click(`item-${nth}`, nth * interval + random() * 0.05 * interval, { dwellSeconds: 30 }),
        );
        for (const { weight, reasons } of denoised(events)) {
          expect(weight).toBe(0);
          expect(reasons).toContain('bot');
        }
      }),
      { numRuns: 50 },
    );
  });

  it('finds a bot by its rate, even with uneven gaps', () => {
    const random = seededRandom(5);
    let second = 0;
    const events = Array.from({ length: 90 }, (_, nth) => {
      second += 0.2 + random() * 0.6;
      return click(`item-${nth}`, second, { dwellSeconds: 20 });
    });
    expect(denoised(events).every(({ reasons }) => reasons.includes('bot'))).toBe(true);
  });

  it('silences the session of a bot and leaves the reader’s other days alone', () => {
    const human = cleanLog(4, 1).events.map((event) => ({ ...event, userId: 'reader' }));
    const bot = Array.from({ length: 25 }, (_, nth) =>
      click(`bot-${nth}`, 30 * 86_400 + nth * 20, { dwellSeconds: 19 }),
    );
    const result = denoised([...human, ...bot]);
    expect(human.length).toBeGreaterThan(30);
    for (const { event, reasons } of result) expect(reasons.includes('bot')).toBe(event.itemId.startsWith('bot-'));
  });

  it('finds a burst of clicks that nobody could have read', () => {
    const burst = Array.from({ length: 8 }, (_, nth) => click(`item-${nth}`, 100 + nth * 1.5));
    for (const { weight, reasons } of denoised([...burst, click('after', 4000, { dwellSeconds: 60 })]).slice(0, 8)) {
      expect(weight).toBe(0);
      expect(reasons).toContain('burst');
    }
  });

  it('lets a reader open tabs first and read them afterwards', () => {
    const tabs = Array.from({ length: 6 }, (_, nth) => click(`item-${nth}`, nth * 2, { dwellSeconds: 45 }));
    for (const { weight, reasons } of denoised(tabs)) {
      expect(reasons).toEqual([]);
      expect(weight).toBeGreaterThan(0.4);
    }
  });

  it('counts an act that was sent twice once, and keeps the fuller report', () => {
    const result = denoised([click('a', 0, { dwellSeconds: 20 }), click('a', 1, { dwellSeconds: 45 })]);
    expect(result.map(({ reasons }) => reasons)).toEqual([['duplicate'], []]);
    expect(result[0]!.weight).toBe(0);
    expect(denoised([click('a', 0, { dwellSeconds: 45 }), click('a', 4000, { dwellSeconds: 45 })])[1]!.reasons).toEqual(
      [],
    );
  });
});
