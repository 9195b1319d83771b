import type { SimulationReport } from '../denoise-simulation.ts';
import type { Interval } from '../profiles/bootstrap-users.ts';
import { type SimulationParameter, simulationParameters } from '../simulation/parameters.ts';
import { type FlagScore, noiseKinds } from './flag-scores.ts';

/** The report as lines of text. */
export function simulationTable(report: SimulationReport): string {
  const { flags, nearness } = report;
  const kinds = noiseKinds.map((kind) => flagRow(kind, flags.byKind[kind]!));
  return [
    `${report.readers} simulated readers, ${report.events} events, seed ${report.seed}, ${report.denoiser}`,
    '',
    'noise        planted  flagged precision own kind   recall',
    ...kinds,
    flagRow('any', flags.any),
    `clean events that lost all weight: ${flags.clean.silenced} of ${flags.clean.events} (${percent(flags.clean.share)})`,
    `bounces without dwell in the log: ${flags.lostBounces.planted}, found ${percent(flags.lostBounces.recall)}`,
    `readings without dwell: ${flags.missing.planted}, marked ${flags.missing.marked}, median error of the dwell used ` +
      percent(flags.missing.medianError),
    '',
    `distance of topic shares from the true ones: raw ${interval(nearness.shareDistance.raw)}, denoised ` +
      `${interval(nearness.shareDistance.denoised)}, difference ${interval(nearness.shareDistance.difference)}: ` +
      `${percent(nearness.nearer)} nearer`,
    `cosine with true interests: raw ${interval(nearness.cosine.raw)}, denoised ${interval(nearness.cosine.denoised)}, ` +
      `difference ${interval(nearness.cosine.difference)}`,
    report.short.length === 0 ? 'every goal is met' : `short of the goal: ${report.short.join('; ')}`,
    ...Object.keys(report.sweep).flatMap((name) => sweepRows(report, name as SimulationParameter)),
  ].join('\n');
}

function sweepRows(report: SimulationReport, name: SimulationParameter): string[] {
  const { unit, default: standard } = simulationParameters[name];
  const cell = (value: number | null) => (value === null ? '–' : value.toFixed(3)).padStart(6);
  return [
    '',
    `${name} (${unit}; default ${standard}): precision/recall`,
    `${'value'.padStart(8)}  ${noiseKinds.map((kind) => kind.padEnd(14)).join('')}clean flagged  distance raw, denoised`,
    ...report.sweep[name]!.map((point) => {
      const kinds = noiseKinds.map((kind) => {
        const { precision, recall } = point.byKind[kind]!;
        return `${cell(precision)}/${cell(recall)} `;
      });
      const distances = `${cell(point.rawDistance)}, ${cell(point.denoisedDistance)}`;
      return `${String(point.value).padStart(8)}  ${kinds.join('')}${cell(point.cleanFlagged)}         ${distances}`;
    }),
  ];
}

const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(2)} %`);
const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3));
const interval = ({ value, low, high }: Interval) => `${figure(value)} [${figure(low)}, ${figure(high)}]`;

function flagRow(name: string, { planted, flagged, precision, ownPrecision, recall }: FlagScore): string {
  const counts = `${String(planted).padStart(8)}${String(flagged).padStart(9)}`;
  return `${name.padEnd(12)}${counts}${percent(precision).padStart(10)}${percent(ownPrecision).padStart(9)}${percent(recall).padStart(10)}`;
}
