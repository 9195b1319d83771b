import type { ImportDatabase } from './import-database.ts';
import type { LogFile } from './log-files.ts';
import type { ResolvedOptions } from './log-options.ts';

/** How a scan shall run: with row numbers (slower), or noting the lines that cannot be parsed under a name. */
export interface ScanMode {
  readonly numbered?: boolean;
  readonly rejects?: string;
}

/**
 * Relations in SQL that a format offers; DuckDB streams them.
 * `events` has the columns of `eventRelationColumns` (its `problem` empty for a row to leave out without a word), `items` those of `itemRelationColumns`, `readers` one row for
 * each row of the file: `user_id`, `consent`, `age_band` and `left_out`, the number of exposures not made into events.
 */
export interface LogQueries {
  readonly events: readonly ((mode: ScanMode) => string)[];
  readonly items: readonly { readonly file: LogFile; readonly select: (mode: ScanMode) => string }[];
  readonly readers: readonly { readonly file: LogFile; readonly select: (mode: ScanMode) => string }[];
  readonly notes: readonly string[];
}

export interface FormatInput {
  readonly files: readonly LogFile[];
  readonly itemFiles: readonly LogFile[];
  readonly userFiles: readonly LogFile[];
  readonly database: ImportDatabase;
  readonly options: ResolvedOptions;
}

/** One published or generic layout: which files are its own, and how they are read. */
export interface LogFormatReader {
  /** What a file is, by its name; undefined: not of this format. */
  role(name: string): 'events' | 'items' | 'users' | undefined;
  /** What the format needs, for the error when a folder holds none of it. */
  readonly expects: string;
  open(input: FormatInput): Promise<LogQueries>;
}
