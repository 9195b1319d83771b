import { denoise } from '../../profiles/denoise/denoise.ts';
import type { DenoiseSettings } from '../../profiles/denoise/settings.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import type { DenoisedEvent } from '../../profiles/profile.ts';
import type { SimulatedLog } from '../simulation/simulate-log.ts';
import { type FlagReport, scoreFlags } from './flag-scores.ts';

export interface SimulatedFlags extends FlagReport {
  /** Bounces whose dwell the log lost: only the gap to the next click can tell them. */
  readonly lostBounces: { readonly planted: number; readonly recall: number | null };
  /** Real readings without dwell in the log, and how well their dwell was made good. */
  readonly missing: {
    readonly planted: number;
    readonly marked: number;
    /** Median of |dwell used − true dwell| / true dwell; null when none was planted. */
    readonly medianError: number | null;
  };
}

/** Denoises a simulated log as the product does. */
export function denoiseSimulated(log: SimulatedLog, settings: DenoiseSettings): DenoisedEvent[] {
  const words = new Map(log.newsroom.items.map((item) => [item.id, item.words]));
  const surges = buildSurgeIndex(log.events, settings);
  return denoise(log.events, { itemWords: (itemId) => words.get(itemId) ?? null, surges, settings });
}

/** Scores what was flagged against what was planted. */
export function scoreSimulated(log: SimulatedLog, denoised: readonly DenoisedEvent[]): SimulatedFlags {
  const truth = new Map(log.truth.map((one) => [one.eventId, one]));
  const without = denoised.filter(({ event }) => event.kind === 'click' && event.dwellSeconds === undefined);
  const lost = without.filter(({ event }) => truth.get(event.id)!.noise === 'short');
  const missing = without.filter(({ event }) => truth.get(event.id)!.noise === null);
  const errors = missing
    .map(({ event, dwellUsedSeconds }) => {
      const real = truth.get(event.id)!.trueDwell!;
      return dwellUsedSeconds === undefined ? 1 : Math.abs(dwellUsedSeconds - real) / real;
    })
    .sort((a, b) => a - b);
  return {
    ...scoreFlags(denoised, log.truth),
    lostBounces: {
      planted: lost.length,
      recall: lost.length > 0 ? lost.filter(({ weight }) => weight === 0).length / lost.length : null,
    },
    missing: {
      planted: missing.length,
      marked: missing.filter(({ reasons }) => reasons.includes('imputed')).length,
      medianError: errors[errors.length >> 1] ?? null,
    },
  };
}
