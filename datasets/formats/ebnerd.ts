import type { LogFile } from '../import/log-files.ts';
import type { FormatInput, LogFormatReader, LogQueries } from '../import/log-queries.ts';
import { columnTypes, parquetRows } from '../import/parquet-rows.ts';
import { textLiteral } from '../import/sql-text.ts';
import { ebnerdClicks, ebnerdHistory, leftOutImpressions } from './ebnerd-events.ts';
import { ebnerdItems } from './ebnerd-items.ts';

/**
 * EB-NeRD as published (recsys.eb.dk): `articles.parquet`, and for each split `history.parquet` (lists of a reader's
 * clicks over 21 days with read time and scroll) and `behaviors.parquet` (impressions with what was clicked). Its
 * embeddings and other files are passed over.
 */
export const ebnerd: LogFormatReader = {
  expects: 'history.parquet and behaviors.parquet, and articles.parquet for the titles',
  role: (name) =>
    /^(history|behaviors).*\.parquet$/i.test(name)
      ? 'events'
      : /^articles.*\.parquet$/i.test(name)
        ? 'items'
        : undefined,
  open: readEbnerd,
};

async function readEbnerd({ files, itemFiles, options, database }: FormatInput): Promise<LogQueries> {
  const typed = async (some: readonly LogFile[]) =>
    Promise.all(some.map(async (file) => ({ file, types: await columnTypes(database, file) })));
  const histories = await typed(files.filter((file) => /^history/i.test(file.name)));
  const behaviors = await typed(files.filter((file) => /^behaviors/i.test(file.name)));
  const articles = await typed(itemFiles);
  const age = (types: ReadonlyMap<string, string>) =>
    types.has('age') ? `CASE WHEN TRY_CAST(age AS DOUBLE) >= 20 THEN 'adult' ELSE 'unknown' END` : `'unknown'`;
  return {
    events: [
      ...histories.map(({ file, types }) => ebnerdHistory(file, types)),
      ...behaviors.map(({ file, types }) => ebnerdClicks(file, types, options)),
    ],
    items: articles.map(({ file, types }) => ({
      file,
      select: () => ebnerdItems(file, types, textLiteral(options.language ?? 'da')),
    })),
    readers: [...histories, ...behaviors].map(({ file, types }) => ({
      file,
      select: () => `SELECT CAST(user_id AS VARCHAR) AS user_id, 'unknown' AS consent, ${age(types)} AS age_band,
        ${options.impressions ? '0' : leftOutImpressions(types)} AS left_out FROM ${parquetRows(file)}`,
    })),
    notes: [
      'A click of an impression carries the time of the impression, and the next read time and scroll as its own where ' +
        'it is the only one; the article an impression was shown on is not a click of its own.',
      ...(histories.length > 1 || behaviors.length > 1
        ? [
            "Splits overlap: a later split's histories repeat clicks of an earlier one. Import one split for one profile.",
          ]
        : []),
      ...behaviors
        .filter(({ types }) => !types.has('article_ids_clicked'))
        .map(({ file }) => `${file.shown} does not say what was clicked: no events from it.`),
    ],
  };
}
