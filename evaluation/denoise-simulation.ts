import { pathToFileURL } from 'node:url';
import { type DenoiseSettings, defaultDenoiseSettings, denoiserVersion } from '../profiles/denoise/settings.ts';
import { noiseKinds } from './denoise/flag-scores.ts';
import { denoiseSimulated, type SimulatedFlags, scoreSimulated } from './denoise/simulated-flags.ts';
import { type SimulatedNearness, simulatedNearness } from './denoise/simulated-nearness.ts';
import { simulationTable } from './denoise/simulation-table.ts';
import { type SimulationParameter, simulationParameters } from './simulation/parameters.ts';
import { simulateLog } from './simulation/simulate-log.ts';

export interface SimulateOptions {
  /** Simulated readers; machines come on top. */
  readonly readers?: number;
  readonly seed?: string;
  readonly settings?: DenoiseSettings;
  /** Parameters to sweep; all, unless given. */
  readonly sweep?: readonly SimulationParameter[];
  /** Called after each simulated log with how many are done and wanted. */
  readonly progress?: (done: number, wanted: number) => void;
  readonly signal?: AbortSignal;
}

/** What came out at one value of one parameter, the others at their defaults. */
export interface SweepPoint {
  readonly value: number;
  /** Precision among events of the kind and real ones (`ownPrecision`). */
  readonly byKind: Readonly<Record<string, { readonly precision: number | null; readonly recall: number | null }>>;
  readonly cleanFlagged: number;
  /** Mean distance of topic shares from the true ones. */
  readonly rawDistance: number | null;
  readonly denoisedDistance: number | null;
}

export interface SimulationReport {
  readonly denoiser: string;
  readonly readers: number;
  readonly events: number;
  readonly seed: string;
  readonly flags: SimulatedFlags;
  readonly nearness: SimulatedNearness;
  readonly sweep: Readonly<Partial<Record<SimulationParameter, readonly SweepPoint[]>>>;
  /** Goals that were missed at the defaults, in words; empty when all were met. */
  readonly short: readonly string[];
}

/**
 * Denoises simulated logs whose truth is known, at the default parameters and with each swept over its range.
 * Gives the event loop a turn between logs. @throws the signal's reason when stopped
 */
export async function simulateReport(options: SimulateOptions = {}): Promise<SimulationReport> {
  const { readers = 500, seed = 'simulation-1', settings = defaultDenoiseSettings } = options;
  const names = options.sweep ?? (Object.keys(simulationParameters) as SimulationParameter[]);
  const wanted = 1 + names.reduce((sum, name) => sum + simulationParameters[name].range.length, 0);
  let done = 0;
  const run = async (values: Partial<Record<SimulationParameter, number>>) => {
    await new Promise((resolve) => setImmediate(resolve));
    options.signal?.throwIfAborted();
    const log = simulateLog({ readers, seed, values });
    const denoised = denoiseSimulated(log, settings);
    options.progress?.(++done, wanted);
    return { log, flags: scoreSimulated(log, denoised), nearness: simulatedNearness(log, denoised) };
  };
  const { log, flags, nearness } = await run({});
  const sweep: Partial<Record<SimulationParameter, SweepPoint[]>> = {};
  for (const name of names) {
    sweep[name] = [];
    for (const value of simulationParameters[name].range) {
      const point = await run({ [name]: value });
      sweep[name].push({
        value,
        byKind: Object.fromEntries(
          noiseKinds.map((kind) => {
            const { ownPrecision, recall } = point.flags.byKind[kind]!;
            return [kind, { precision: ownPrecision, recall }];
          }),
        ),
        cleanFlagged: point.flags.clean.share,
        rawDistance: point.nearness.shareDistance.raw.value,
        denoisedDistance: point.nearness.shareDistance.denoised.value,
      });
    }
  }
  return {
    denoiser: denoiserVersion(settings),
    readers,
    events: log.events.length,
    seed,
    flags,
    nearness,
    sweep,
    short: shortfalls(flags, nearness),
  };
}

function shortfalls(flags: SimulatedFlags, nearness: SimulatedNearness): string[] {
  const short: string[] = [];
  for (const kind of noiseKinds) {
    const { ownPrecision: precision, recall } = flags.byKind[kind]!;
    if ((precision ?? 0) < 0.95) short.push(`precision of ${kind} is ${precision?.toFixed(3) ?? 'unknown'}, goal 0.95`);
    if ((recall ?? 0) < 0.95) short.push(`recall of ${kind} is ${recall?.toFixed(3) ?? 'unknown'}, goal 0.95`);
  }
  if (flags.clean.share > 0.02) short.push(`${flags.clean.share.toFixed(3)} of clean events are flagged, goal 0.02`);
  if (!(nearness.shareDistance.difference.high! < 0)) short.push('denoised topic shares are not surely nearer');
  if (!(nearness.cosine.difference.low! > 0)) short.push('denoised vectors are not surely nearer');
  return short;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const progress = (done: number, wanted: number) => process.stderr.write(`\r${done} of ${wanted} simulated logs`);
  const report = await simulateReport({ progress });
  process.stderr.write('\n');
  process.stdout.write(`${process.argv.includes('--json') ? JSON.stringify(report) : simulationTable(report)}\n`);
}
