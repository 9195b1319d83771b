/** What every command that reports takes: `--json` for one object on standard output. */
export interface OutputOptions {
  readonly json?: boolean;
}

/** Prints a report: one JSON object on standard output, or the lines for people. */
export function report(options: OutputOptions, value: unknown, lines: () => readonly string[]): void {
  if (options.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  else for (const line of lines()) process.stdout.write(`${line}\n`);
}

/** Says how far something is, on standard error, so that standard output stays the result's. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Rows under a heading, padded to columns. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heading.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  return [heading, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
