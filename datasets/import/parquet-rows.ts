import type { ImportDatabase } from './import-database.ts';
import type { LogFile } from './log-files.ts';
import { textLiteral } from './sql-text.ts';

/** A Parquet file as a relation of its columns, or of those listed in SQL, with `file` and `row` (1-based). */
export function parquetRows(file: LogFile, columns = '* EXCLUDE (file_row_number)'): string {
  return `(SELECT ${columns}, ${file.index} AS file, file_row_number + 1 AS row
    FROM read_parquet(${textLiteral(file.path)}, file_row_number = true))`;
}

/** The file's columns and their DuckDB types. Throws where it is no Parquet file. */
export async function columnTypes(database: ImportDatabase, file: LogFile): Promise<ReadonlyMap<string, string>> {
  try {
    const rows = await database.rows(`DESCRIBE SELECT * FROM read_parquet(${textLiteral(file.path)})`);
    return new Map(rows.map(([name, type]) => [String(name), String(type)]));
  } catch (error) {
    throw new Error(`${file.shown}: not a Parquet file (${(error as Error).message.split('\n')[0]})`);
  }
}
