import { pathToFileURL } from 'node:url';
import { type DemoNewsroom, loadDemoNewsroom } from '../datasets/demo-newsroom/demo-newsroom.ts';
import { denoise } from '../profiles/denoise/denoise.ts';
import { medianDwellSeconds } from '../profiles/denoise/missing-dwell.ts';
import {
  type DenoiseSettings,
  defaultDenoiseSettings,
  denoiserVersion,
  withoutRules,
} from '../profiles/denoise/settings.ts';
import { buildSurgeIndex } from '../profiles/denoise/surges.ts';
import { itemWordCount } from '../profiles/interests/item-text.ts';
import type { DenoisedEvent, StoredEvent } from '../profiles/profile.ts';
import { type FlagReport, type FlagScore, noiseKinds, scoreFlags } from './denoise/flag-scores.ts';
import { type Nearness, nearnessToTruth } from './denoise/interest-nearness.ts';

export interface DenoiseReport extends FlagReport {
  readonly denoiser: string;
  readonly nearness: Nearness;
  /** Nearness with one rule switched off at a time. */
  readonly without: Readonly<Record<string, Nearness>>;
}

/** Denoises the demo newsroom and scores the result against its planted truth. */
export function reportDenoising(
  newsroom: DemoNewsroom,
  settings: DenoiseSettings = defaultDenoiseSettings,
): DenoiseReport {
  const denoised = denoiseNewsroom(newsroom, settings);
  const rules = [...noiseKinds, 'imputed'] as const;
  return {
    denoiser: denoiserVersion(settings),
    ...scoreFlags(denoised, newsroom.truth.events),
    nearness: nearness(newsroom, denoised),
    without: Object.fromEntries(
      rules.map((rule) => [rule, nearness(newsroom, denoiseNewsroom(newsroom, withoutRules(rule)))]),
    ),
  };
}

/** The demo newsroom's events as the product denoises them. */
export function denoiseNewsroom(newsroom: DemoNewsroom, settings: DenoiseSettings): DenoisedEvent[] {
  const events = newsroom.events.map((event, index): StoredEvent => {
    const id = event.id ?? newsroom.truth.events[index]!.eventId;
    return { ...event, id };
  });
  const words = new Map([...newsroom.articles, ...newsroom.olderItems].map((item) => [item.id, itemWordCount(item)]));
  return denoise(events, {
    itemWords: (itemId) => words.get(itemId) ?? null,
    surges: buildSurgeIndex(events, settings),
    medianDwellSeconds: medianDwellSeconds(events, settings),
    settings,
  });
}

function nearness({ truth }: DemoNewsroom, denoised: readonly DenoisedEvent[]): Nearness {
  const byUser = new Map<string, DenoisedEvent[]>();
  for (const event of denoised) byUser.set(event.event.userId, [...(byUser.get(event.event.userId) ?? []), event]);
  const readers = truth.readers
    .filter(({ kind }) => kind === 'reader')
    .map(({ userId, interests }) => ({
      events: byUser.get(userId) ?? [],
      truth: new Map(interests.map(({ topic, share }) => [topic, share])),
    }));
  return nearnessToTruth(readers, (itemId) => truth.topics[itemId]);
}

/** The report as lines of text. */
export function denoiseReportTable(report: DenoiseReport): string {
  const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`).padStart(8);
  const row = (name: string, { planted, flagged, precision, recall }: FlagScore) =>
    `${name.padEnd(12)}${String(planted).padStart(8)}${String(flagged).padStart(9)} ${percent(precision)}  ${percent(recall)}`;
  const { nearness: near, clean } = report;
  return [
    `noise        planted  flagged precision    recall   (${report.denoiser})`,
    ...Object.entries(report.byKind).map(([kind, score]) => row(kind, score)),
    row('any', report.any),
    `real events that lost all weight: ${clean.silenced} of ${clean.events} (${percent(clean.share).trim()})`,
    `distance from true interest shares: raw ${near.raw.toFixed(3)}, denoised ${near.denoised.toFixed(3)}: ` +
      `${percent(near.nearer).trim()} nearer, for ${near.readersNearer} of ${near.readers} readers`,
    ...Object.entries(report.without).map(
      ([rule, other]) => `  without ${rule.padEnd(10)} ${other.denoised.toFixed(3)}`,
    ),
  ].join('\n');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const report = reportDenoising(loadDemoNewsroom());
  process.stdout.write(`${process.argv.includes('--json') ? JSON.stringify(report) : denoiseReportTable(report)}\n`);
}
