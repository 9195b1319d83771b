import type { LogFile } from '../import/log-files.ts';
import type { ResolvedOptions } from '../import/log-options.ts';
import { parquetRows } from '../import/parquet-rows.ts';
import { timeExpression } from '../import/time-expressions.ts';
import { idProblems, timeProblems } from '../import/validity-expressions.ts';

type Types = ReadonlyMap<string, string>;

/** Columns of an event that EB-NeRD never has. */
const without = 'NULL::VARCHAR AS variant_id, NULL::VARCHAR AS placement';
/** A measured number; the NaN that pandas writes for a missing one is unknown. */
const measure = (column: string) => `nullif(CAST(${column} AS DOUBLE), CAST('nan' AS DOUBLE))`;
const elementType = (type: string | undefined) => (type ?? 'VARCHAR').replace(/\[\]$/, '');

function needColumns(file: LogFile, types: Types, columns: readonly string[]): void {
  const missing = columns.filter((column) => !types.has(column));
  if (missing.length > 0) throw new Error(`${file.shown}: EB-NeRD needs the column ${missing.join(', ')}`);
}

/** The lists of `history.parquet`, one click an element; a row whose lists differ in length is rejected whole. */
export function ebnerdHistory(file: LogFile, types: Types): () => string {
  needColumns(file, types, ['user_id', 'article_id_fixed', 'impression_time_fixed']);
  const optional = (column: string) => (types.has(column) ? column : `CAST([] AS DOUBLE[])`);
  const lists = ['impression_time_fixed', 'read_time_fixed', 'scroll_percentage_fixed'].filter((list) =>
    types.has(list),
  );
  return () => `
    SELECT file, row, NULL::VARCHAR AS id, user_id, CAST(item AS VARCHAR) AS item_id,
      ${timeExpression('moment', elementType(types.get('impression_time_fixed')))} AS event_time,
      moment IS NOT NULL AS time_given, 'click' AS kind, ${measure('seconds')} AS dwell, false AS dwell_given,
      ${measure('percent')} / 100 AS scroll, false AS scroll_given,
      NULL::VARCHAR AS session_id, NULL::VARCHAR AS device, ${without}, problem
    FROM (SELECT file, row, user_id, problem,
        unnest(CASE WHEN problem IS NULL THEN article_id_fixed ELSE [NULL] END) AS item,
        unnest(CASE WHEN problem IS NULL THEN impression_time_fixed ELSE [] END) AS moment,
        unnest(CASE WHEN problem IS NULL THEN ${optional('read_time_fixed')} ELSE [] END) AS seconds,
        unnest(CASE WHEN problem IS NULL THEN ${optional('scroll_percentage_fixed')} ELSE [] END) AS percent
      FROM (SELECT *, CASE ${idProblems('user_id', 'userId')}
          ${lists.map((list) => `WHEN len(${list}) <> len(article_id_fixed) THEN '${list}|not one for each article'`).join(' ')}
          END AS problem
        FROM (SELECT * REPLACE (CAST(user_id AS VARCHAR) AS user_id) FROM ${parquetRows(file)})))`;
}

const devices = `CASE CAST(device_type AS VARCHAR) WHEN '1' THEN 'desktop' WHEN '2' THEN 'mobile' WHEN '3' THEN 'tablet' END`;

/** What was clicked in each impression of `behaviors.parquet` and, if asked for, what was only in view. */
export function ebnerdClicks(file: LogFile, types: Types, options: ResolvedOptions): () => string {
  needColumns(file, types, ['user_id', 'impression_time']);
  const has = (column: string, sql: string, fallback: string) => (types.has(column) ? sql : fallback);
  const clicked = has('article_ids_clicked', 'coalesce(article_ids_clicked, [])', '[]::BIGINT[]');
  const passedOver = has(
    'article_ids_inview',
    `list_filter(coalesce(article_ids_inview, []), lambda article: NOT list_contains(${clicked}, article))`,
    '[]::BIGINT[]',
  );
  const seen = options.impressions && types.has('article_ids_clicked') ? passedOver : '[]::BIGINT[]';
  const own = (column: string) => has(column, `CASE WHEN was_click AND clicks = 1 THEN ${column} END`, 'NULL::DOUBLE');
  return () => `
    SELECT file, row, NULL::VARCHAR AS id, user_id, CAST(item AS VARCHAR) AS item_id, event_time, time_given,
      CASE WHEN was_click THEN 'click' ELSE 'impression' END AS kind,
      ${measure('seconds')} AS dwell, false AS dwell_given, ${measure('percent')} / 100 AS scroll, false AS scroll_given,
      session_id, device, ${without}, problem
    FROM (SELECT *, ${own('next_read_time')} AS seconds, ${own('next_scroll_percentage')} AS percent
      FROM (SELECT *, len(clicked) AS clicks,
          unnest(CASE WHEN problem IS NULL THEN list_concat(clicked, passed_over) ELSE [NULL] END) AS item,
          unnest(CASE WHEN problem IS NULL THEN list_concat(list_transform(clicked, lambda article: true),
            list_transform(passed_over, lambda article: false)) ELSE [true] END) AS was_click
        FROM (SELECT *, CASE ${idProblems('user_id', 'userId')}
            ${timeProblems('event_time', 'time_given', options.asOf)} END AS problem
          FROM (SELECT * REPLACE (CAST(user_id AS VARCHAR) AS user_id ${has('session_id', ', CAST(session_id AS VARCHAR) AS session_id', '')}),
              ${has('session_id', '', 'NULL::VARCHAR AS session_id,')}
              ${timeExpression('impression_time', types.get('impression_time')!)} AS event_time,
              impression_time IS NOT NULL AS time_given, ${clicked} AS clicked, ${seen} AS passed_over,
              ${has('device_type', devices, 'NULL::VARCHAR')} AS device
            FROM ${parquetRows(file)}))))`;
}

/** The exposures without a click of a row of `behaviors.parquet`. */
export function leftOutImpressions(types: Types): string {
  if (!types.has('article_ids_inview') || !types.has('article_ids_clicked')) return '0';
  return `len(list_filter(coalesce(article_ids_inview, []),
    lambda article: NOT list_contains(coalesce(article_ids_clicked, []), article)))`;
}
