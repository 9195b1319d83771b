import type { ImportDatabase } from './import-database.ts';

/** A line that the parser of a text file could not take. */
export interface ParseReject {
  readonly line: number;
  readonly problem: string;
}

const reasons: Readonly<Record<string, string>> = {
  'MISSING COLUMNS': 'has fewer columns than the header',
  'TOO MANY COLUMNS': 'has more columns than the header',
  'UNQUOTED VALUE': 'has a quotation mark that does not end',
  'INVALID ENCODING': 'is not UTF-8',
  'LINE SIZE OVER MAXIMUM': 'is longer than 16 MB',
};

/** The lines noted by a finished scan under a name, in order; none where the scan was not of a text file. */
export async function parseRejects(database: ImportDatabase, name: string): Promise<ParseReject[]> {
  const [table] = await database.rows(`SELECT count(*) FROM duckdb_tables() WHERE table_name = '${name}'`);
  if (Number(table?.[0]) === 0) return [];
  const rows = await database.rows(`SELECT CAST(line AS DOUBLE), min(CAST(error_type AS VARCHAR)) FROM ${name}
    GROUP BY line ORDER BY line`);
  await database.rows(`DROP TABLE ${name}`);
  await database.rows(`DROP TABLE ${name}_scan`);
  return rows.map(([line, type]) => ({
    line: Number(line),
    problem: `row|${reasons[String(type)] ?? 'cannot be parsed'}`,
  }));
}

/** The line of a row that was counted without the rejected lines before it. */
export function lineOfRow(row: number, rejects: readonly ParseReject[]): number {
  let line = row;
  for (const reject of rejects) {
    if (reject.line > line) break;
    line += 1;
  }
  return line;
}
