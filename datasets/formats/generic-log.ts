import type { LogFile } from '../import/log-files.ts';
import type { ColumnNames } from '../import/log-options.ts';
import type { FormatInput, LogQueries, ScanMode } from '../import/log-queries.ts';
import { eventFields, type FieldColumns, type Fields, itemFields, userFields } from './generic-columns.ts';
import { genericEvents, genericItems, genericReaders } from './generic-relations.ts';

/** A file in one's own columns: where each field is, and its rows as a relation with `file`, `row` and `problem`. */
export interface GenericTable {
  readonly fields: FieldColumns;
  /** Fields that the file has for certain. */
  readonly seen: ReadonlySet<string>;
  /** What its columns are called, for errors. */
  readonly names: readonly string[];
  rows(mode: ScanMode): string;
}
/** Opens one file; `fields` are those looked for, `own` the caller's names of their columns. */
export type OpenTable = (file: LogFile, fields: Fields, own: ColumnNames) => Promise<GenericTable>;

/** What a file of a generic format is: items or users where it is called so, as `items.csv` is; or else events. */
export function genericRole(extension: RegExp) {
  return (name: string): 'items' | 'users' | 'events' | undefined => {
    if (!extension.test(name)) return undefined;
    if (/^items\./i.test(name)) return 'items';
    return /^users\./i.test(name) ? 'users' : 'events';
  };
}

/** Reads events, and items and users where there are files of them, in one's own columns. */
export async function openGenericLog(input: FormatInput, openTable: OpenTable): Promise<LogQueries> {
  const { files, itemFiles, userFiles, options } = input;
  const open = async (some: readonly LogFile[], fields: Fields, own: ColumnNames, needed: readonly string[]) =>
    Promise.all(
      some.map(async (file) => {
        const table = await openTable(file, fields, own);
        const missing = needed.find((field) => !table.seen.has(field));
        if (missing === undefined) return { file, table };
        const wanted = own[missing] ?? fields[missing]!.join(' or ');
        throw new Error(`columns.${missing}: ${file.shown} needs a column ${wanted}; it has ${table.names.join(', ')}`);
      }),
    );
  const logs = await open(files, eventFields, options.columns, ['userId', 'itemId', 'at']);
  const items = await open(itemFiles, itemFields, {}, ['id', 'title']);
  const users = await open(userFiles, userFields, {}, ['id']);
  return {
    events: logs.map(
      ({ table }) =>
        (mode) =>
          genericEvents(table.rows(mode), table.fields, options),
    ),
    items: items.map(({ file, table }) => ({
      file,
      select: (mode) => genericItems(table.rows(mode), table.fields, options),
    })),
    readers: [
      ...users.map(({ file, table }) => ({
        file,
        select: (mode: ScanMode) => genericReaders(table.rows(mode), table.fields, 'id', options),
      })),
      ...logs.map(({ file, table }) => ({
        file,
        select: (mode: ScanMode) => genericReaders(table.rows(mode), table.fields, 'userId', options),
      })),
    ],
    notes: [
      'Times without a zone are taken as UTC; numbers as seconds, milliseconds or microseconds since 1970 by their size.',
      ...(logs.some(({ table }) => table.seen.has('kind')) ? [] : ['Without a kind, an event is taken as a click.']),
    ],
  };
}
