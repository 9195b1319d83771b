import type { ImportDatabase } from '../import/import-database.ts';
import type { LogFile } from '../import/log-files.ts';
import type { ColumnNames } from '../import/log-options.ts';
import type { LogFormatReader } from '../import/log-queries.ts';
import { identifier, textLiteral } from '../import/sql-text.ts';
import { textLines } from '../import/text-lines.ts';
import { type Fields, namesOf } from './generic-columns.ts';
import { type GenericTable, genericRole, openGenericLog } from './generic-log.ts';

/** JSON, one object a line, with keys named as the fields of an event (camelCase or snake_case). */
export const jsonl: LogFormatReader = {
  expects:
    '.jsonl or .ndjson files with the keys userId, itemId, at, and if known kind, dwellSeconds, scroll, sessionId, consent',
  role: genericRole(/\.(jsonl|ndjson)(\.gz)?$/i),
  open: (input) => openGenericLog(input, (file, fields, own) => openLines(input.database, file, fields, own)),
};

/** Keys may come and go from line to line, so every name of a field is looked for in every line. */
async function openLines(
  database: ImportDatabase,
  file: LogFile,
  fields: Fields,
  own: ColumnNames,
): Promise<GenericTable> {
  const keys = await sampleKeys(database, file);
  const names = Object.keys(fields).map((field) => ({ field, names: namesOf(field, fields, own) }));
  const shape = Object.fromEntries(names.flatMap((entry) => entry.names).map((name) => [name, 'VARCHAR']));
  const parsed = names.map(
    (entry) =>
      `coalesce(${[...entry.names.map((name) => `object.${identifier(name)}`), 'NULL'].join(', ')}) AS ${identifier(entry.field)}`,
  );
  return {
    fields: Object.fromEntries(names.map(({ field }) => [field, { sql: identifier(field), type: 'VARCHAR' }])),
    seen: new Set(names.filter((entry) => entry.names.some((name) => keys.includes(name))).map(({ field }) => field)),
    names: keys,
    rows: (mode) => `(SELECT file, row, ${parsed.join(', ')},
        CASE WHEN object IS NULL OR NOT (starts_with(line, '{') OR starts_with(ltrim(line), '{')) THEN 'row|not a JSON object' END AS problem
      FROM (SELECT file, row, line, TRY(from_json(line, ${textLiteral(JSON.stringify(shape))})) AS object
        FROM ${textLines(file, mode)}))`,
  };
}

/** Keys of the first lines, to tell a log that is named otherwise from one with gaps. */
async function sampleKeys(database: ImportDatabase, file: LogFile): Promise<string[]> {
  const rows = await database.rows(`SELECT DISTINCT key FROM (SELECT unnest(TRY(json_keys(line))) AS key
    FROM (SELECT line FROM ${textLines(file, {})} LIMIT 1000)) ORDER BY key`);
  return rows.map(([key]) => String(key));
}
