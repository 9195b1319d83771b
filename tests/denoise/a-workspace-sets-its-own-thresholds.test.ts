import { describe, expect, it } from 'vitest';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { defaultDenoiseSettings, denoiserVersion } from '../../profiles/denoise/settings.ts';
import { denoiseSettingsFor } from '../../profiles/denoise/settings-schema.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import { click } from './simulated-log.ts';

describe('a workspace sets its own thresholds', () => {
  it('keeps every default that is not set', () => {
    expect(denoiseSettingsFor(undefined)).toEqual(defaultDenoiseSettings);
    expect(denoiseSettingsFor({})).toEqual(defaultDenoiseSettings);
    const settings = denoiseSettingsFor({
      thresholds: { shortSeconds: 3 },
      rules: { surge: false },
      feedback: { like: 0.8 },
    });
    expect(settings.thresholds).toEqual({ ...defaultDenoiseSettings.thresholds, shortSeconds: 3 });
    expect(settings.rules).toEqual({ ...defaultDenoiseSettings.rules, surge: false });
    expect(settings.feedback).toEqual({ ...defaultDenoiseSettings.feedback, like: 0.8 });
    expect(denoiserVersion(settings)).not.toBe(denoiserVersion(defaultDenoiseSettings));
  });

  it('goes by them', () => {
    const events = [click('a', 0, { dwellSeconds: 5 })];
    const surges = buildSurgeIndex([]);
    const run = (overrides: unknown) =>
      denoise(events, { itemWords: () => null, surges, settings: denoiseSettingsFor(overrides) })[0]!;
    expect(run({}).reasons).toEqual(['short']);
    expect(run({ thresholds: { shortSeconds: 3 } }).reasons).toEqual([]);
  });

  it.each([
    [{ thresholds: { shortSeconds: '3' } }, /thresholds\.shortSeconds: shortSeconds \(.*\) must be a number of s/],
    [{ thresholds: { shortSecond: 3 } }, /no threshold is called shortSecond; there are readingWordsPerMinute/],
    [{ thresholds: { surgeTopShare: 2 } }, /surgeTopShare .* must be a share within 0\.\.1/],
    [{ thresholds: { burstRunClicks: 2.5 } }, /burstRunClicks .* must be a whole number of clicks/],
    [{ thresholds: { capSeconds: -1 } }, /capSeconds .* at least 0/],
    [{ thresholds: { capSeconds: 4 } }, /capSeconds: 4 must be above 10, the dwell below which a click is a bounce/],
    [{ thresholds: { readingWordsPerMinute: 0 } }, /readingWordsPerMinute: 0 must be above 0/],
    [{ rules: { bots: false } }, /no rule is called bots/],
    [{ rules: { bot: 'no' } }, /rule bot must be true or false/],
    [{ feedback: { click: 7 } }, /feedback click must be a weight within -1\.\.1/],
    [{ threshold: {} }, /no part of the denoiser is called threshold/],
    ['none', /denoise: must be an object/],
  ])('refuses %j by name', (overrides, message) => {
    expect(() => denoiseSettingsFor(overrides)).toThrow(message);
  });
});
