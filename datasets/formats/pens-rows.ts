import { approximateTime, approximateTimeSession } from '../import/approximate-time.ts';
import type { LogFile } from '../import/log-files.ts';
import type { ResolvedOptions } from '../import/log-options.ts';
import type { ScanMode } from '../import/log-queries.ts';
import { textLiteral } from '../import/sql-text.ts';
import { textLines } from '../import/text-lines.ts';
import { americanTime, timeLiteral } from '../import/time-expressions.ts';
import { idProblems, timeProblems } from '../import/validity-expressions.ts';
import { cellsOfLine, listOf } from './tabbed-rows.ts';

const trainingColumns = [
  'userid',
  'clicknewsid',
  'dwelltime',
  'exposure_time',
  'pos',
  'neg',
  'start',
  'end',
  'dwelltime_pos',
] as const;
const testColumns = ['userid', 'clicknewsid', 'posnewid', 'rewrite_titles'] as const;
type PensColumn = (typeof trainingColumns)[number];

/** Places of the columns (from 1), how many a row has, and the lines of the header. */
export type PensColumns = { [column in PensColumn]?: number } & { readonly count: number; readonly header: 0 | 1 };
export interface PensLog {
  readonly file: LogFile;
  readonly columns: PensColumns;
}

/** Finds the columns by the header; without one by their number: nine or ten of a log, four of the test readers. */
export function findPensColumns(file: LogFile, line: string | undefined): PensColumns {
  const cells = (line ?? '').replace(/\r$/, '').split('\t');
  const header = cells.map((cell) => cell.trim().toLowerCase());
  const places = (names: readonly string[]) => Object.fromEntries(names.map((name, place) => [name, place + 1]));
  if (header.includes('userid')) {
    if (!header.includes('clicknewsid')) throw new Error(`${file.shown}: PENS needs a column ClicknewsID`);
    return { ...places(header), count: cells.length, header: 1 };
  }
  if (cells.length === testColumns.length) return { ...places(testColumns), count: cells.length, header: 0 };
  if (cells.length >= trainingColumns.length || line === undefined)
    return { ...places(trainingColumns), count: cells.length, header: 0 };
  throw new Error(
    `${file.shown}: PENS rows have the columns ${trainingColumns.join(', ')} (or, of test readers, ${testColumns.join(', ')}); ` +
      `the first line has ${cells.length}`,
  );
}

/** Rows with their lists, times and what is wrong with each of their two parts, history and impression. */
function rows({ file, columns }: PensLog, mode: ScanMode, options: ResolvedOptions): string {
  const cell = (name: PensColumn) => (columns[name] === undefined ? 'NULL::VARCHAR' : `cell[${columns[name]}]`);
  // Lists are parted by spaces in the log, by commas in the file of the test readers.
  const ids = (name: PensColumn) => listOf(`replace(${cell(name)}, ',', ' ')`, ' ');
  const timed = columns.exposure_time !== undefined;
  const impression = columns.pos !== undefined && columns.start !== undefined;
  const times = (list: string) => `list_transform(${list}, lambda time: ${americanTime('time')})`;
  return `(SELECT *,
      CASE WHEN row_problem IS NOT NULL THEN row_problem
        ${timed ? `WHEN len(exposures) <> len(clicked) THEN 'exposure_time|not one for each click'` : ''}
        WHEN len(dwells) NOT IN (0, len(clicked)) THEN 'dwelltime|not one for each click' END AS history_problem,
      ${
        impression
          ? `CASE WHEN row_problem IS NOT NULL THEN row_problem
        ${timeProblems('started', 'start_given', options.asOf)}
        WHEN len(dwells_here) NOT IN (0, len(clicked_here)) THEN 'dwelltime_pos|not one for each click' END`
          : 'NULL::VARCHAR'
      } AS impression_problem
    FROM (SELECT file, row, user_id,
        CASE WHEN len(cell) <> ${columns.count} THEN 'row|has another number of columns'
          ${idProblems('user_id', 'userId')} END AS row_problem,
        ${ids('clicknewsid')} AS clicked, ${ids('dwelltime')} AS dwells,
        ${times(listOf(cell('exposure_time'), '#TAB#'))} AS exposures,
        ${impression} AS has_impression, ${ids('pos')} AS clicked_here,
        ${ids('neg')} AS passed_over, ${ids('dwelltime_pos')} AS dwells_here,
        ${americanTime(cell('start'))} AS started, coalesce(${cell('start')}, '') <> '' AS start_given,
        coalesce(${americanTime(cell('end'))}, ${americanTime(cell('start'))}) AS ended
      FROM (SELECT file, row, cell, ${cell('userid')} AS user_id
        FROM (SELECT file, row, ${cellsOfLine} AS cell FROM ${textLines(file, mode, columns.header)}))))`;
}

/** Columns of an event that PENS never has. */
const without = `NULL::VARCHAR AS device, NULL::VARCHAR AS variant_id, NULL::VARCHAR AS placement`;
const noScroll = 'NULL::DOUBLE AS scroll, false AS scroll_given';

/** Histories once a reader, then each impression's own clicks and, if asked for, what was shown beside them. */
export function pensEvents(logs: readonly PensLog[], options: ResolvedOptions, anchor: Date) {
  const timed = logs.filter(({ columns }) => columns.exposure_time !== undefined);
  const untimed = logs.filter(({ columns }) => columns.exposure_time === undefined);
  const united = (some: readonly PensLog[], mode: ScanMode) =>
    some.map((log) => `SELECT * FROM ${rows(log, mode, options)}`).join(' UNION ALL ');
  const history = (some: readonly PensLog[], time: string, session: string) => (mode: ScanMode) =>
    `
    SELECT file, row, NULL::VARCHAR AS id, user_id, item_id, ${time} AS event_time, true AS time_given, 'click' AS kind,
      TRY_CAST(dwell_text AS DOUBLE) AS dwell, dwell_text IS NOT NULL AS dwell_given, ${noScroll},
      ${session} AS session_id, ${without}, problem
    FROM (SELECT last.file AS file, last.row AS row, user_id, len(last.clicked) AS clicks, problem,
        unnest(CASE WHEN problem IS NULL THEN last.clicked ELSE [NULL] END) AS item_id,
        unnest(CASE WHEN problem IS NULL THEN last.dwells ELSE [] END) AS dwell_text,
        unnest(CASE WHEN problem IS NULL THEN last.exposures ELSE [] END) AS exposure,
        unnest(CASE WHEN problem IS NULL THEN range(1, len(last.clicked) + 1) ELSE [1] END) AS position
      FROM (SELECT user_id, NULL::VARCHAR AS problem, arg_max({'file': file, 'row': row, 'clicked': clicked,
            'dwells': dwells, 'exposures': exposures}, coalesce(started, TIMESTAMP '1970-01-01')) AS last
          FROM (${united(some, mode)}) WHERE history_problem IS NULL GROUP BY user_id
        UNION ALL SELECT user_id, history_problem, {'file': file, 'row': row, 'clicked': clicked, 'dwells': dwells,
            'exposures': exposures}
          FROM (${united(some, mode)}) WHERE history_problem IS NOT NULL))`;
  const shown = options.impressions
    ? `list_concat(list_transform(clicked_here, lambda item: {'item': item, 'clicked': true}),
        list_transform(passed_over, lambda item: {'item': item, 'clicked': false}))`
    : `list_transform(clicked_here, lambda item: {'item': item, 'clicked': true})`;
  const impression = (log: PensLog) => (mode: ScanMode) =>
    `
    SELECT file, row, NULL::VARCHAR AS id, user_id, shown.item AS item_id,
      CASE WHEN shown.clicked THEN started + to_milliseconds(CAST(greatest(epoch_ms(ended) - epoch_ms(started), 0)
        * (position - 1) / clicks AS BIGINT)) ELSE started END AS event_time, start_given AS time_given,
      CASE WHEN shown.clicked THEN 'click' ELSE 'impression' END AS kind,
      TRY_CAST(dwell_text AS DOUBLE) AS dwell, dwell_text IS NOT NULL AS dwell_given, ${noScroll},
      NULL::VARCHAR AS session_id, ${without}, impression_problem AS problem
    FROM (SELECT file, row, user_id, started, ended, start_given, impression_problem, len(clicked_here) AS clicks,
        unnest(CASE WHEN impression_problem IS NULL THEN ${shown} ELSE [NULL] END) AS shown,
        unnest(CASE WHEN impression_problem IS NULL THEN dwells_here ELSE [] END) AS dwell_text,
        unnest(CASE WHEN impression_problem IS NULL THEN range(1, len(clicked_here) + len(passed_over) + 1)
          ELSE [1] END) AS position
      FROM ${rows(log, mode, options)} WHERE has_impression AND row_problem IS NULL)
    WHERE shown IS NOT NULL OR impression_problem IS NOT NULL`;
  return [
    ...(timed.length > 0 ? [history(timed, 'exposure', 'NULL::VARCHAR')] : []),
    ...(untimed.length > 0 && options.history
      ? [
          history(
            untimed,
            approximateTime(timeLiteral(anchor), 'position', 'clicks'),
            textLiteral(approximateTimeSession),
          ),
        ]
      : []),
    ...timed.map(impression),
  ];
}

/** One row for each of the file's. */
export function pensReaders(log: PensLog, mode: ScanMode, options: ResolvedOptions): string {
  return `SELECT user_id, 'unknown' AS consent, 'unknown' AS age_band,
    ${options.impressions ? '0' : 'len(passed_over)'} AS left_out FROM ${rows(log, mode, options)}`;
}
