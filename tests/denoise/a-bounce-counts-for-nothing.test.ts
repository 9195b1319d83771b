import { describe, expect, it } from 'vitest';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { withoutRules } from '../../profiles/denoise/settings.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import { click } from './simulated-log.ts';

const surges = buildSurgeIndex([]);
const only = (
  dwellSeconds: number,
  words: number | null,
  kind: 'click' | 'finish' | 'quick_close' | 'share' = 'click',
) => denoise([click('item', 0, { dwellSeconds, kind })], { itemWords: () => words, surges })[0]!;

describe('a bounce counts for nothing', () => {
  it('takes the weight of a click of 3 s on a long article and says why', () => {
    const bounce = only(3, 320);
    expect(bounce.weight).toBe(0);
    expect(bounce.reasons).toEqual(['short']);
    expect(bounce.explanation).toBe('Open for 3 s, a 320-word article takes 81 s.');
  });

  it('does not call a 20-word flash that was read in 3 s short', () => {
    const flash = only(3, 20);
    expect(flash.reasons).toEqual([]);
    expect(flash.weight).toBeGreaterThan(0.3);
  });

  it('uses the fixed limit where the length is unknown', () => {
    expect(only(9, null).reasons).toEqual(['short']);
    expect(only(11, null).reasons).toEqual([]);
    expect(only(9, null).explanation).toContain('unknown length');
  });

  it('gives more weight the more of the article was read, and no more beyond its end', () => {
    const [tenth, half, whole, twice] = [12, 40, 81, 162].map((seconds) => only(seconds, 320).weight);
    expect(tenth).toBeLessThan(half!);
    expect(half).toBeLessThan(whole!);
    expect(twice).toBeCloseTo(0.6, 6);
    expect(whole).toBeCloseTo(0.6, 1);
  });

  it('counts a finish and a share above a click, and a quick close against the item', () => {
    expect(only(90, 320, 'finish').weight).toBeGreaterThan(only(90, 320, 'click').weight);
    expect(only(1, 320, 'share').weight).toBe(1);
    const closed = only(1, 320, 'quick_close');
    expect(closed).toMatchObject({ weight: 0, reasons: ['short'] });
    expect(closed.aversion).toBeGreaterThan(0);
  });

  it('keeps the bounce when the rule is switched off', () => {
    const settings = withoutRules('short');
    const kept = denoise([click('item', 0, { dwellSeconds: 3 })], { itemWords: () => 320, surges, settings })[0]!;
    expect(kept.reasons).toEqual([]);
    expect(kept.weight).toBeGreaterThan(0);
  });
});
