import type { ImportDatabase } from './import-database.ts';
import type { LogFile } from './log-files.ts';
import type { ScanMode } from './log-queries.ts';
import { textLiteral } from './sql-text.ts';

/** Four control characters in a row: no line of text holds them, so that every line is one column. */
const noDelimiter = '\u001f\u001e\u001d\u001c';
/** PENS holds the whole encyclopaedia entry of an entity in one line. */
const longestLine = 16 * 1024 * 1024;

/** Extra arguments of `read_csv` for lines that cannot be parsed: passed over, and noted where the mode asks. */
export function rejectArguments(mode: ScanMode): string {
  if (!mode.rejects) return 'ignore_errors = true';
  return `store_rejects = true, rejects_table = ${textLiteral(mode.rejects)}, rejects_scan = ${textLiteral(`${mode.rejects}_scan`)}`;
}

/**
 * A text file line by line, as a relation (`file`, `row`, `line`), blank lines left out. No quoting: this is how
 * tab-separated data sets are read whose titles hold lone quotation marks.
 * @param skip lines before the first (a header).
 */
export function textLines(file: LogFile, mode: ScanMode, skip = 0): string {
  const row = mode.numbered ? `row_number() OVER () + ${skip}` : 'NULL::BIGINT';
  return `(SELECT * FROM (SELECT ${file.index} AS file, ${row} AS row, line FROM read_csv(${textLiteral(file.path)},
    columns = {'line': 'VARCHAR'}, delim = ${textLiteral(noDelimiter)}, quote = '', escape = '', header = false,
    skip = ${skip}, auto_detect = false, strict_mode = false, max_line_size = ${longestLine},
    compression = ${textLiteral(compression(file))}, ${rejectArguments(mode)})) WHERE line <> '')`;
}

/** The first line of a text file, or undefined of an empty one. */
export async function firstLine(database: ImportDatabase, file: LogFile): Promise<string | undefined> {
  const [row] = await database.rows(`SELECT line FROM ${textLines(file, {})} LIMIT 1`);
  return row?.[0] as string | undefined;
}

export function compression(file: LogFile): 'gzip' | 'none' {
  return file.name.toLowerCase().endsWith('.gz') ? 'gzip' : 'none';
}
