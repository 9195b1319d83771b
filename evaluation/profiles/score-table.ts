import type { Interval } from './bootstrap-users.ts';
import type { NextClickScores } from './score-next-click.ts';

/** Scores as lines of text, one arm a line. */
export function scoreTable({ n, arms }: NextClickScores): string {
  return [
    `${n.impressions} impressions of ${n.users} users; ${n.readTimes} read times`,
    `${'arm'.padEnd(20)}${'AUC'.padEnd(22)}${'over plain mean'.padEnd(24)}read time (Spearman)`,
    ...Object.entries(arms).map(
      ([name, { auc, aucOverMean, readTimeCorrelation }]) =>
        `${name.padEnd(20)}${shown(auc).padEnd(22)}${shown(aucOverMean, true).padEnd(24)}${shown(readTimeCorrelation, true)}`,
    ),
  ].join('\n');
}

function shown({ value, low, high }: Interval, signed = false): string {
  const number = (figure: number | null) =>
    figure === null ? '–' : `${signed && figure >= 0 ? '+' : ''}${figure.toFixed(3)}`;
  return value === null ? '–' : `${number(value)} [${number(low)}, ${number(high)}]`;
}
