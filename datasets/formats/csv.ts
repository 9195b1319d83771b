import type { ImportDatabase } from '../import/import-database.ts';
import type { LogFile } from '../import/log-files.ts';
import type { LogFormatReader } from '../import/log-queries.ts';
import { textLiteral } from '../import/sql-text.ts';
import { compression, firstLine, rejectArguments } from '../import/text-lines.ts';
import { matchColumns, projection } from './generic-columns.ts';
import { genericRole, openGenericLog } from './generic-log.ts';

/** Text with a header, quoted by `"`, in one's own columns; the delimiter is the commonest of `,` `;` tab `|` in it. */
export const csv: LogFormatReader = {
  expects:
    '.csv or .tsv files with a header: userId, itemId, at, and if known kind, dwellSeconds, scroll, sessionId, consent',
  role: genericRole(/\.(csv|tsv)(\.gz)?$/i),
  open: (input) =>
    openGenericLog(input, async (file, fields, own) => {
      const { names, delimiter } = await readHeader(input.database, file);
      const columns = new Map(names.map((name) => [name, 'VARCHAR']));
      const matched = projection(matchColumns(fields, columns, own, file.shown));
      const listed = `{${names.map((name) => `${textLiteral(name)}: 'VARCHAR'`).join(', ')}}`;
      return {
        fields: matched.fields,
        seen: new Set(Object.keys(matched.fields)),
        names,
        rows: (
          mode,
        ) => `(SELECT ${matched.list}, ${file.index} AS file, ${mode.numbered ? 'row_number() OVER () + 1' : 'NULL::BIGINT'} AS row,
          NULL::VARCHAR AS problem FROM read_csv(${textLiteral(file.path)}, columns = ${listed}, header = true,
          delim = ${textLiteral(delimiter)}, quote = '"', escape = '"', auto_detect = false,
          compression = ${textLiteral(compression(file))}, ${rejectArguments(mode)}))`,
      };
    }),
};

async function readHeader(database: ImportDatabase, file: LogFile): Promise<{ names: string[]; delimiter: string }> {
  const line = await firstLine(database, file);
  if (line === undefined) throw new Error(`${file.shown}: is empty; a CSV file begins with the names of its columns`);
  const count = (delimiter: string) => line.split(delimiter).length;
  const delimiter = [',', ';', '\t', '|'].reduce((best, candidate) =>
    count(candidate) > count(best) ? candidate : best,
  );
  const names = line.split(delimiter).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  );
  const twice = names.find((name, place) => name === '' || names.indexOf(name) !== place);
  if (twice !== undefined) throw new Error(`${file.shown}: the header names the column "${twice}" twice or not at all`);
  return { names, delimiter };
}
