import { createHash } from 'node:crypto';
import type { EventKind } from '../../datasets/event.ts';
import type { NoiseReason } from '../profile.ts';

/**
 * Every threshold of the denoiser: its default, its unit, what it decides, and where the figure comes from. A workspace
 * may set its own; nothing else in this folder holds a number that decides.
 */
export const denoiseThresholds = {
  readingWordsPerMinute: {
    default: 238,
    unit: 'words/min',
    decides: 'how long an item of known length takes to read',
    source: 'silent reading of English prose, mean of many studies (Brysbaert 2019)',
  },
  longestReadWords: {
    default: 400,
    unit: 'words',
    decides: 'the length beyond which nobody is expected to read on',
    source: 'chosen',
  },
  shortSeconds: {
    default: 10,
    unit: 's',
    decides: 'the dwell below which a click on a long item, or one of unknown length, is a bounce',
    source: 'PHG-DIF (CIKM 2025), Adressa practice',
  },
  shortShare: {
    default: 0.25,
    unit: 'share',
    decides: 'the share of the expected reading time below which a click on a short item is a bounce',
    source: 'chosen, so that a 20-word flash read in 3 s counts',
  },
  satisfiedSeconds: {
    default: 30,
    unit: 's',
    decides: 'the dwell that gives full weight when the length is unknown',
    source: 'satisfied click of web search (Kim et al., WSDM 2014)',
  },
  capSeconds: { default: 3000, unit: 's', decides: 'the dwell beyond which a tab was left open', source: 'PHG-DIF' },
  sessionGapSeconds: {
    default: 1800,
    unit: 's',
    decides: 'the gap that ends a session, and the longest gap that stands in for a missing dwell',
    source: 'web analytics practice',
  },
  betweenItemsSeconds: {
    default: 5,
    unit: 's',
    decides: 'how much of the gap to the next item passed after this one was left, at most half of it',
    source: 'median of 6,273 gaps less read time in EB-NeRD’s histories',
  },
  unknownDwellSeconds: {
    default: 30,
    unit: 's',
    decides: 'the dwell assumed where neither a gap nor any dwell of the log is known',
    source: 'the satisfied click again',
  },
  duplicateSeconds: {
    default: 10,
    unit: 's',
    decides: 'how soon the same kind of event on the same item is the same act sent twice',
    source: 'chosen',
  },
  surgeShortWindowHours: {
    default: 3,
    unit: 'h',
    decides: 'the short rolling window in which an item’s readers are counted',
    source: 'PHG-DIF works on totals; hour and day windows are ours',
  },
  surgeLongWindowHours: {
    default: 24,
    unit: 'h',
    decides: 'the long rolling window in which an item’s readers are counted',
    source: 'as above',
  },
  surgeTopShare: {
    default: 0.001,
    unit: 'share',
    decides: 'the share of the log’s items that may surge',
    source: 'PHG-DIF, M = 0.10 %',
  },
  surgeItemsAtLeast: {
    default: 3,
    unit: 'items',
    decides: 'how many items may surge in a log too small for the share to mean anything',
    source: 'chosen',
  },
  surgeDeviations: {
    default: 6,
    unit: 'robust standard deviations',
    decides: 'how far above the usual item’s peak a surge lies',
    source: 'chosen',
  },
  surgeReadersAtLeast: {
    default: 6,
    unit: 'readers',
    decides: 'the fewest different readers in a window that make a surge',
    source: 'chosen',
  },
  burstRunClicks: {
    default: 5,
    unit: 'clicks',
    decides: 'how many clicks in a row must come too fast',
    source: 'chosen',
  },
  burstGapSeconds: {
    default: 4,
    unit: 's',
    decides: 'the gap between two clicks that leaves no time to read a headline and the page behind it',
    source: 'chosen',
  },
  burstPerMinute: {
    default: 12,
    unit: 'clicks',
    decides: 'more in any minute is a burst',
    source: 'Adobe Analytics’ 60/min, scaled by 1/5 to articles',
  },
  burstPerFiveMinutes: {
    default: 40,
    unit: 'clicks',
    decides: 'more in any five minutes is a burst',
    source: 'Adobe’s 300 per 5 min, scaled',
  },
  burstPerHalfHour: {
    default: 160,
    unit: 'clicks',
    decides: 'more in any half hour is a burst',
    source: 'Adobe’s 1800 per 30 min, scaled',
  },
  botPerMinute: { default: 60, unit: 'clicks', decides: 'more in any minute is a machine', source: 'Adobe Analytics' },
  botPerFiveMinutes: {
    default: 300,
    unit: 'clicks',
    decides: 'more in any five minutes is a machine',
    source: 'Adobe Analytics',
  },
  botPerHalfHour: {
    default: 1800,
    unit: 'clicks',
    decides: 'more in any half hour is a machine',
    source: 'Adobe Analytics',
  },
  botRegularClicks: {
    default: 20,
    unit: 'clicks',
    decides: 'how many clicks in a row are tested for regularity',
    source: 'SAS practice: exact regular intervals',
  },
  botRegularVariation: {
    default: 0.1,
    unit: 'coefficient of variation',
    decides: 'gaps that vary less are a machine’s',
    source: 'as above',
  },
  botWholeHistoryShare: {
    default: 0.5,
    unit: 'share',
    decides: 'the share of machine-like clicks from which on the whole history is a machine’s',
    source: 'chosen',
  },
} as const satisfies Record<string, { default: number; unit: string; decides: string; source: string }>;

export type DenoiseThreshold = keyof typeof denoiseThresholds;

export interface DenoiseSettings {
  readonly thresholds: Readonly<Record<DenoiseThreshold, number>>;
  /** Each rule by the reason it gives; false switches it off. */
  readonly rules: Readonly<Record<NoiseReason, boolean>>;
  /** Weight of a kind of feedback, strong to weak (FeedRec); negative speaks against the item, 0 says nothing. */
  readonly feedback: Readonly<Record<EventKind, number>>;
}

export const defaultDenoiseSettings: DenoiseSettings = {
  thresholds: Object.fromEntries(
    Object.entries(denoiseThresholds).map(([name, threshold]) => [name, threshold.default]),
  ) as Record<DenoiseThreshold, number>,
  rules: { short: true, surge: true, burst: true, bot: true, imputed: true, cap: true, duplicate: true },
  feedback: { share: 1, finish: 1, like: 1, click: 0.6, impression: 0, quick_close: -0.3, dislike: -1 },
};

/** Default settings with some rules switched off, for ablation. */
export function withoutRules(...reasons: NoiseReason[]): DenoiseSettings {
  const off = Object.fromEntries(reasons.map((reason) => [reason, false]));
  return { ...defaultDenoiseSettings, rules: { ...defaultDenoiseSettings.rules, ...off } };
}

/** Names the rules' code and the settings, so that a profile says what denoised it. */
export function denoiserVersion(settings: DenoiseSettings): string {
  const sorted = [settings.thresholds, settings.rules, settings.feedback].map((table) =>
    Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return `denoise-2-${createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 12)}`;
}
