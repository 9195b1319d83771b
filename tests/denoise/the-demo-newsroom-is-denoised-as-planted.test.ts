import { describe, expect, it } from 'vitest';
import { loadDemoNewsroom } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { scoreFlags } from '../../evaluation/denoise/flag-scores.ts';
import { distanceOfShares } from '../../evaluation/denoise/interest-nearness.ts';
import { denoiseReportTable, reportDenoising } from '../../evaluation/denoise-report.ts';
import { withoutRules } from '../../profiles/denoise/settings.ts';

const newsroom = loadDemoNewsroom();
const report = reportDenoising(newsroom);

describe('the demo newsroom is denoised as planted', () => {
  it.each(Object.keys(report.byKind))('finds planted noise of the kind %s, and nothing real', (kind) => {
    const { planted, precision, recall } = report.byKind[kind]!;
    expect(planted).toBeGreaterThan(5);
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  it('leaves at least 98 % of the real events their weight', () => {
    expect(report.clean.events).toBeGreaterThan(500);
    expect(report.clean.share).toBeLessThanOrEqual(0.02);
  });

  it('brings what is known of readers nearer to their true interests', () => {
    expect(report.nearness.readers).toBe(24);
    expect(report.nearness.denoised).toBeLessThan(0.8 * report.nearness.raw);
    expect(report.nearness.readersNearer).toBeGreaterThanOrEqual(20);
  });

  it('sees the difference when rules are off', () => {
    const blind = reportDenoising(newsroom, withoutRules('surge', 'bot'));
    expect(blind.byKind.surge!.recall).toBe(0);
    expect(blind.any.recall).toBeLessThan(report.any.recall!);
    expect(denoiseReportTable(blind)).toContain('surge');
  });

  it('scores by hand-counted examples', () => {
    const event = (id: string, reasons: ('short' | 'bot')[], weight: number) => ({
      event: { id, userId: 'u', itemId: 'i', at: '2026-03-02T00:00:00Z', kind: 'click' as const },
      reasons,
      weight,
    });
    const { byKind, clean } = scoreFlags(
      [event('a', ['short'], 0), event('b', ['short'], 0), event('c', [], 0.6), event('d', ['bot'], 0)],
      [
        { eventId: 'a', noise: 'short' },
        { eventId: 'b', noise: null },
        { eventId: 'c', noise: 'short' },
        { eventId: 'd', noise: 'bot' },
      ],
    );
    expect(byKind.short).toMatchObject({ planted: 2, flagged: 2, found: 1, precision: 0.5, recall: 0.5 });
    expect(clean).toMatchObject({ events: 1, silenced: 1 });
    expect(distanceOfShares(new Map([['a', 1]]), new Map([['b', 1]]))).toBe(1);
    expect(
      distanceOfShares(
        new Map([['a', 1]]),
        new Map([
          ['a', 0.5],
          ['b', 0.5],
        ]),
      ),
    ).toBe(0.5);
  });
});
