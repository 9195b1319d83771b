import { approximateTimeSession } from '../import/approximate-time.ts';
import type { FormatInput, LogFormatReader, LogQueries } from '../import/log-queries.ts';
import { textLiteral } from '../import/sql-text.ts';
import { firstLine, textLines } from '../import/text-lines.ts';
import { findPensColumns, pensEvents, pensReaders } from './pens-rows.ts';
import { newsItems } from './tabbed-rows.ts';

/** The last day of the published training log: where the untimed histories of the test readers end by default. */
const endOfTrainingLog = new Date('2019-07-03T00:00:00Z');

/**
 * PENS as published (msnews.github.io/pens_data.html): `news.tsv` (seven columns), `train.tsv` and `valid.tsv`
 * (nine columns, lists by spaces, exposure times by `#TAB#`), `personalized_test.tsv` (lists by commas, no times).
 * A header is recognised, and its order followed, where there is one.
 */
export const pens: LogFormatReader = {
  expects: 'train.tsv, valid.tsv or personalized_test.tsv, and news.tsv for the titles',
  role: (name) => (/^news.*\.tsv(\.gz)?$/i.test(name) ? 'items' : /\.tsv(\.gz)?$/i.test(name) ? 'events' : undefined),
  open: readPens,
};

/** Also reads DT-PENS, which has the columns of PENS and the rewritten titles. */
export async function readPens({ files, itemFiles, options, database }: FormatInput): Promise<LogQueries> {
  const language = textLiteral(options.language ?? 'en');
  const anchor = options.historyEndsAt ?? endOfTrainingLog;
  const logs = await Promise.all(
    files.map(async (file) => ({ file, columns: findPensColumns(file, await firstLine(database, file)) })),
  );
  const news = await Promise.all(
    itemFiles.map(async (file) => {
      const header = /^news[ _]?id\t/i.test((await firstLine(database, file)) ?? '');
      return { file, skip: header ? 1 : 0 };
    }),
  );
  const untimed = logs.some(({ columns }) => columns.exposure_time === undefined);
  return {
    events: pensEvents(logs, options, anchor),
    items: news.map(({ file, skip }) => ({
      file,
      select: (mode) => newsItems(textLines(file, mode, skip), 'len(cell) >= 5', 'body', language),
    })),
    readers: logs.map((log) => ({ file: log.file, select: (mode) => pensReaders(log, mode, options) })),
    notes: [
      'PENS prints local times without a zone: taken as UTC.',
      'A history click carries its exposure time. Rows repeat a reader’s history; that of the last row is read.',
      'A click of the impression itself has no time of its own: clicks are spread, in their order, over the impression.',
      ...(untimed
        ? [
            options.history
              ? 'Test readers’ clicks carry neither time nor dwell: placed in their order, 60 to 120 minutes apart, before ' +
                `${anchor.toISOString()}, with sessionId "${approximateTimeSession}".`
              : 'Clicks of test readers, which carry no time, were left out.',
          ]
        : []),
      'Rewritten titles are not events: evaluation reads them.',
    ],
  };
}
