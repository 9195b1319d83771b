import type { TitleMeasures } from './measure-titles.ts';

/** The measures as tables in Markdown: errors caught by set, then alarms on untouched titles by rule. */
export function plantedErrorTable(rows: readonly TitleMeasures[]): string {
  const line = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |\n`;
  const kinds = [...new Set(rows.flatMap(({ errors }) => Object.keys(errors)))];
  const share = ({ value, low, high }: { value: number; low: number; high: number }, digits: number): string =>
    `${value.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
  let table = line('error, from', ...rows.map(({ set }) => set)) + line('---', ...rows.map(() => '---'));
  for (const kind of kinds) {
    const cells = rows.map(({ errors }) => {
      const found = errors[kind];
      return found ? `${found.caught} of ${found.planted}: ${share(found.recall, 2)}` : '–';
    });
    table += line(kind, ...cells);
  }
  table += line('untouched titles doubted', ...rows.map(({ doubted, titles }) => `${doubted} of ${titles}`));
  table += line(
    'of these beyond the explained',
    ...rows.map(({ unexplained }) => `${unexplained.count}: ${share(unexplained, 3)}`),
  );
  table += line(
    'CPU a check, ms',
    ...rows.map(({ millisecondsOfCpuPerCheck }) => millisecondsOfCpuPerCheck.toFixed(1)),
  );
  table += `\n${line('alarm on an untouched title (explained by its own text + not)', ...rows.map(({ set }) => set))}${line('---', ...rows.map(() => '---'))}`;
  for (const rule of [...new Set(rows.flatMap(({ alarms }) => Object.keys(alarms)))].sort()) {
    const cells = rows.map(({ alarms }) => {
      const count = alarms[rule];
      return count ? `${count.explained} + ${count.unexplained}` : '–';
    });
    table += line(rule, ...cells);
  }
  return table;
}
