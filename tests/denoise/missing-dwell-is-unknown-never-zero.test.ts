import { describe, expect, it } from 'vitest';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import type { StoredEvent } from '../../profiles/profile.ts';
import { click } from './simulated-log.ts';

const surges = buildSurgeIndex([]);
const denoised = (events: StoredEvent[], medianDwellSeconds?: number | null) =>
  denoise(events, { itemWords: () => 320, surges, medianDwellSeconds });

describe('missing dwell is unknown, never zero', () => {
  it('takes the gap to the next item within the session, less the way there, and marks it', () => {
    const [first] = denoised([click('a', 0), click('b', 70, { dwellSeconds: 50 })]);
    expect(first).toMatchObject({ reasons: ['imputed'], dwellUsedSeconds: 65 });
    expect(first!.explanation).toContain('70 s passed until the next item');
  });

  it('takes the median of the log where the next item comes after the session has ended', () => {
    const [first] = denoised([click('a', 0), click('b', 3600 * 5, { dwellSeconds: 50 })], 42);
    expect(first).toMatchObject({ reasons: ['imputed'], dwellUsedSeconds: 42 });
  });

  it('does not take exposures, or acts on the same item, for leaving it', () => {
    const [first] = denoised([
      click('a', 0),
      click('x', 5, { kind: 'impression' }),
      click('a', 60, { kind: 'share' }),
      click('b', 90, { dwellSeconds: 50 }),
    ]);
    expect(first!.dwellUsedSeconds).toBe(85);
    // Of a gap too small for the way, half is left: unknown dwell is never nothing.
    expect(denoised([click('a', 0), click('b', 4)])[0]!.dwellUsedSeconds).toBe(2);
  });

  it('calls nothing a bounce in a log that knows neither dwell nor time of day', () => {
    const events = Array.from({ length: 30 }, (_, index) => click(`item-${index}`, 0));
    for (const { weight, reasons } of denoised(events)) {
      expect(weight).toBeGreaterThan(0);
      expect(reasons).toEqual(['imputed']);
    }
  });

  it('takes a negative dwell for a skewed clock, not for a bounce', () => {
    const [first] = denoised([click('a', 0, { dwellSeconds: -20 })], 60);
    expect(first!.reasons).toEqual(['imputed']);
    expect(first!.weight).toBeGreaterThan(0);
    expect(first!.explanation).toContain('-20 s cannot be');
  });

  it('caps a tab left open', () => {
    const [first] = denoised([click('a', 0, { dwellSeconds: 40_000 })]);
    expect(first).toMatchObject({ reasons: ['cap'], dwellUsedSeconds: 3000, weight: 0.6 });
  });

  it('names the event whose time cannot be read', () => {
    expect(() => denoised([click('a', 0, { id: 'e7', at: 'yesterday' })])).toThrow(/event e7: "at" is not a time/);
  });
});
