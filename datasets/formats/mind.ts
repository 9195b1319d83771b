import { approximateTime, approximateTimeSession } from '../import/approximate-time.ts';
import type { LogFile } from '../import/log-files.ts';
import type { FormatInput, LogFormatReader, LogQueries, ScanMode } from '../import/log-queries.ts';
import { textLiteral } from '../import/sql-text.ts';
import { textLines } from '../import/text-lines.ts';
import { americanTime } from '../import/time-expressions.ts';
import { idProblems, timeProblems } from '../import/validity-expressions.ts';
import { cellsOfLine, listOf, newsItems } from './tabbed-rows.ts';

/**
 * MIND as published (msnews.github.io): `behaviors.tsv` (impression id, user, time, history, candidates marked -1 if
 * clicked and -0 if not) and `news.tsv` (eight columns), both without a header.
 */
export const mind: LogFormatReader = {
  expects: 'behaviors.tsv, and news.tsv for the titles',
  role: (name) =>
    /^behaviors.*\.tsv(\.gz)?$/i.test(name) ? 'events' : /^news.*\.tsv(\.gz)?$/i.test(name) ? 'items' : undefined,
  open: async (input) => queries(input),
};

function queries({ files, itemFiles, options }: FormatInput): LogQueries {
  const language = textLiteral(options.language ?? 'en');
  const behaviors = (file: LogFile, mode: ScanMode) => `(SELECT *, CASE
      WHEN len(cell) <> 5 THEN 'row|has another number of columns'
      ${idProblems('user_id', 'userId')} ${timeProblems('event_time', 'time_given', options.asOf)} END AS problem
    FROM (SELECT file, row, cell, cell[2] AS user_id, ${americanTime('cell[3]')} AS event_time,
        coalesce(cell[3], '') <> '' AS time_given, ${listOf('cell[5]', ' ')} AS candidates
      FROM (SELECT file, row, ${cellsOfLine} AS cell FROM ${textLines(file, mode)})))`;
  const shown = options.impressions
    ? 'candidates'
    : `list_filter(candidates, lambda candidate: right(candidate, 2) <> '-0')`;
  const candidates = (file: LogFile) => (mode: ScanMode) =>
    `
    SELECT file, row, NULL::VARCHAR AS id, user_id,
      CASE WHEN candidate SIMILAR TO '.*-[01]' THEN left(candidate, -2) ELSE candidate END AS item_id,
      event_time, time_given, CASE right(candidate, 2) WHEN '-1' THEN 'click' ELSE 'impression' END AS kind,
      NULL::DOUBLE AS dwell, false AS dwell_given, NULL::DOUBLE AS scroll, false AS scroll_given,
      NULL::VARCHAR AS session_id, NULL::VARCHAR AS device, NULL::VARCHAR AS variant_id, NULL::VARCHAR AS placement,
      CASE WHEN problem IS NOT NULL THEN problem
        WHEN candidate NOT SIMILAR TO '.*-[01]' THEN 'candidates|not marked -0 or -1' END AS problem
    FROM (SELECT file, row, user_id, event_time, time_given, problem,
        unnest(CASE WHEN problem IS NULL THEN ${shown} ELSE [NULL] END) AS candidate
      FROM ${behaviors(file, mode)})`;
  const histories = (mode: ScanMode) => `
    SELECT first.file AS file, first.row AS row, NULL::VARCHAR AS id, user_id, item_id,
      ${approximateTime('first.event_time', 'position', 'len(first.history)')} AS event_time, true AS time_given,
      'click' AS kind, NULL::DOUBLE AS dwell, false AS dwell_given, NULL::DOUBLE AS scroll, false AS scroll_given,
      ${textLiteral(approximateTimeSession)} AS session_id, NULL::VARCHAR AS device, NULL::VARCHAR AS variant_id,
      NULL::VARCHAR AS placement, NULL::VARCHAR AS problem
    FROM (SELECT user_id, first, unnest(first.history) AS item_id, generate_subscripts(first.history, 1) AS position
      FROM (SELECT user_id, arg_min({'file': file, 'row': row, 'event_time': event_time,
          'history': ${listOf('cell[4]', ' ')}}, event_time) AS first
        FROM (${files.map((file) => `SELECT * FROM ${behaviors(file, mode)}`).join(' UNION ALL ')})
        WHERE problem IS NULL GROUP BY user_id))`;
  return {
    events: [...(options.history && files.length > 0 ? [histories] : []), ...files.map(candidates)],
    items: itemFiles.map((file) => ({
      file,
      select: (mode) => newsItems(textLines(file, mode), 'len(cell) = 8', 'summary', language),
    })),
    readers: files.map((file) => ({
      file,
      select: (mode) => `SELECT user_id, 'unknown' AS consent, 'unknown' AS age_band,
        ${options.impressions ? '0' : `len(list_filter(candidates, lambda candidate: right(candidate, 2) = '-0'))`} AS left_out
        FROM ${behaviors(file, mode)}`,
    })),
    notes: [
      'MIND has no dwell: unknown, not 0.',
      'MIND prints local times without a zone: taken as UTC.',
      'A click carries the time of its impression.',
      options.history
        ? "MIND's history clicks carry no time: each reader's are placed once, in their order, 60 to 120 minutes apart " +
          `before the reader's first impression, with sessionId "${approximateTimeSession}".`
        : 'History clicks, which carry no time, were left out.',
    ],
  };
}
