import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { defaultDenoiseSettings, denoiserVersion, withoutRules } from '../../profiles/denoise/settings.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import type { StoredEvent } from '../../profiles/profile.ts';
import { cleanLog, click } from './simulated-log.ts';

describe('clean readers are left alone', () => {
  it('flags at most 2 % of the clicks of readers without noise', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { events, words } = cleanLog(seed);
      const result = denoise(events, { itemWords: (id) => words.get(id) ?? null, surges: buildSurgeIndex(events) });
      const flagged = result.filter(({ weight }) => weight === 0).length;
      expect(events.length).toBeGreaterThan(1000);
      expect(flagged / events.length).toBeLessThanOrEqual(0.02);
    }
  });

  it('gives the same result in whatever order the events arrive', () => {
    const anyEvent = fc.record({
      item: fc.integer({ min: 0, max: 5 }),
      second: fc.integer({ min: 0, max: 600 }),
      user: fc.integer({ min: 0, max: 2 }),
      dwellSeconds: fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined }),
      kind: fc.constantFrom('click', 'finish', 'share', 'quick_close', 'dislike', 'impression'),
    });
    const shuffledLog = fc
      .array(anyEvent, { maxLength: 60 })
      .map((list) =>
        list.map(
          ({ item, second, user, dwellSeconds, kind }, index): StoredEvent => ({
            ...click(`item-${item}`, second, {
              dwellSeconds,
              kind: kind as StoredEvent['kind'],
              userId: `reader-${user}`,
            }),
            id: `id-${index}`,
          }),
        ),
      )
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffledLog, ([log, shuffled]) => {
        const run = (events: StoredEvent[]) =>
          denoise(events, { itemWords: () => 150, surges: buildSurgeIndex(events) });
        const result = run(log);
        expect(run(shuffled)).toEqual(result);
        expect(result).toHaveLength(log.length);
        for (const { weight } of result) expect(weight >= 0 && weight <= 1).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('names the settings it worked with', () => {
    expect(denoiserVersion(defaultDenoiseSettings)).toBe(denoiserVersion(withoutRules()));
    expect(denoiserVersion(withoutRules('bot'))).not.toBe(denoiserVersion(defaultDenoiseSettings));
  });
});
