import { basename, resolve } from 'node:path';
import { logFormatReaders } from '../formats/log-format-readers.ts';
import { type ImportDatabase, openImportDatabase } from './import-database.ts';
import { type ImportReport, RejectionLedger } from './import-report.ts';
import { type LogFile, listFiles, openLogFile } from './log-files.ts';
import { logFormats, type ReadLogOptions, type ResolvedOptions, resolveOptions } from './log-options.ts';
import type { LogQueries } from './log-queries.ts';

/** A log that is open for reading: its relations, its files, and the report that grows with the reading. */
export interface OpenLog {
  readonly database: ImportDatabase;
  readonly queries: LogQueries;
  readonly options: ResolvedOptions;
  readonly report: ImportReport;
  readonly ledger: RejectionLedger;
}

export function emptyReport(options: ReadLogOptions): ImportReport {
  return {
    format: options.format,
    files: [],
    rowsRead: 0,
    eventsOut: 0,
    itemsOut: 0,
    usersOut: 0,
    rejected: [],
    rejectedCount: 0,
    rejectedByReason: {},
    notes: [],
  };
}

/**
 * Finds the files of a log, looks at their columns, and fills the report's files and notes. The caller closes the
 * database.
 * @throws where a path is missing, none of the files is of the format, or a file lacks a column the format needs.
 */
export async function openLog(options: ReadLogOptions, report: ImportReport): Promise<OpenLog> {
  const reader = logFormatReaders[options.format];
  if (!reader) throw new Error(`format: ${options.format} is none of ${logFormats.join(', ')}`);
  const paths = typeof options.paths === 'string' ? [options.paths] : options.paths;
  const found = await listFiles(paths);
  const items = options.items === undefined ? [] : await listFiles([options.items]);
  const users = options.users === undefined ? [] : await listFiles([options.users]);
  const named = new Set([...items, ...users].map((path) => resolve(path)));
  const resolved = resolveOptions(options);
  const database = await openImportDatabase(resolved.memoryLimit);
  try {
    const files: Record<'events' | 'items' | 'users', LogFile[]> = { events: [], items: [], users: [] };
    const open = async (path: string, role: 'events' | 'items' | 'users') => {
      const file = await openLogFile(path, report.files.length, database.folder);
      report.files.push({ path, rows: 0 });
      files[role].push(file);
    };
    for (const path of found.filter((candidate) => !named.has(resolve(candidate)))) {
      const role = reader.role(basename(path));
      // A file that the caller names is read as events, whatever it is called, where its name does not tell.
      if (role) await open(path, role);
      else if (paths.includes(path)) await open(path, 'events');
    }
    for (const path of items) await open(path, 'items');
    for (const path of users) await open(path, 'users');
    if (report.files.length === 0) {
      throw new Error(
        `paths: found no file of format ${options.format} in ${paths.join(', ')}; expected ${reader.expects}`,
      );
    }
    const queries = await reader.open({
      files: files.events,
      itemFiles: files.items,
      userFiles: files.users,
      database,
      options: resolved,
    });
    report.notes.push(...queries.notes);
    return {
      database,
      queries,
      options: resolved,
      report,
      ledger: new RejectionLedger(report, resolved.rejectionLimit),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
