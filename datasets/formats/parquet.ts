import type { LogFormatReader } from '../import/log-queries.ts';
import { columnTypes, parquetRows } from '../import/parquet-rows.ts';
import { matchColumns, projection } from './generic-columns.ts';
import { genericRole, openGenericLog } from './generic-log.ts';

/** Parquet in one's own columns, named as the fields of an event (camelCase or snake_case). */
export const parquet: LogFormatReader = {
  expects:
    '.parquet files with the columns userId, itemId, at, and if known kind, dwellSeconds, scroll, sessionId, consent',
  role: genericRole(/\.parquet$/i),
  open: (input) =>
    openGenericLog(input, async (file, fields, own) => {
      const columns = await columnTypes(input.database, file);
      const matched = projection(matchColumns(fields, columns, own, file.shown));
      return {
        fields: matched.fields,
        seen: new Set(Object.keys(matched.fields)),
        names: [...columns.keys()],
        rows: () => `(SELECT *, NULL::VARCHAR AS problem FROM ${parquetRows(file, matched.list)})`,
      };
    }),
};
