import type { KindNames, ResolvedOptions } from '../import/log-options.ts';
import { textLiteral } from '../import/sql-text.ts';
import { timeExpression } from '../import/time-expressions.ts';
import type { FieldColumns } from './generic-columns.ts';

/** A field as text, empty text being no value. */
function text(columns: FieldColumns, field: string): string {
  const column = columns[field];
  if (!column) return 'NULL::VARCHAR';
  return column.type === 'VARCHAR' ? `nullif(${column.sql}, '')` : `nullif(CAST(${column.sql} AS VARCHAR), '')`;
}

function time(columns: FieldColumns, field: string): string {
  const type = columns[field]?.type;
  if (type === undefined) return 'NULL::TIMESTAMP';
  return timeExpression(type === 'VARCHAR' ? text(columns, field) : columns[field]!.sql, type);
}

function number(columns: FieldColumns, field: string, type = 'DOUBLE'): string {
  return columns[field] ? `TRY_CAST(${text(columns, field)} AS ${type})` : `NULL::${type}`;
}

function given(columns: FieldColumns, field: string): string {
  return columns[field] ? `${text(columns, field)} IS NOT NULL` : 'false';
}

function kind(columns: FieldColumns, kinds: KindNames): string {
  const own = columns.kind ? text(columns, 'kind') : `'click'`;
  const named = Object.entries(kinds);
  const cases = named.map(
    ([name, meaning]) => `WHEN ${textLiteral(name)} THEN ${meaning === null ? 'NULL' : textLiteral(meaning)}`,
  );
  const plain = `lower(coalesce(${own}, 'click'))`;
  return named.length > 0 ? `CASE ${own} ${cases.join(' ')} ELSE ${plain} END` : plain;
}

/** Kinds that the caller leaves out. */
function unwanted(columns: FieldColumns, kinds: KindNames): string {
  const names = Object.entries(kinds)
    .filter(([, meaning]) => meaning === null)
    .map(([name]) => textLiteral(name));
  return columns.kind && names.length > 0 ? `${text(columns, 'kind')} IN (${names.join(', ')})` : 'false';
}

/**
 * Rows of one's own columns as events; a row without a kind is a click. `rows` has `file`, `row` and `problem`.
 * Rows to be left out stay, marked by an empty problem: DuckDB would push a filter down and parse every row twice.
 */
export function genericEvents(rows: string, columns: FieldColumns, options: ResolvedOptions): string {
  const consent = text(columns, 'consent');
  const eventKind = kind(columns, options.kinds);
  return `SELECT file, row, ${text(columns, 'id')} AS id, ${text(columns, 'userId')} AS user_id,
    ${text(columns, 'itemId')} AS item_id, ${time(columns, 'at')} AS event_time, ${given(columns, 'at')} AS time_given,
    ${eventKind} AS kind, ${number(columns, 'dwellSeconds')} AS dwell,
    ${given(columns, 'dwellSeconds')} AS dwell_given, ${number(columns, 'scroll')} AS scroll,
    ${given(columns, 'scroll')} AS scroll_given, ${text(columns, 'sessionId')} AS session_id,
    ${text(columns, 'device')} AS device, ${text(columns, 'variantId')} AS variant_id,
    ${text(columns, 'placement')} AS placement, CASE WHEN problem IS NOT NULL THEN problem
      WHEN ${unwanted(columns, options.kinds)} THEN ''
      ${options.impressions || !columns.kind ? '' : `WHEN ${eventKind} = 'impression' THEN ''`}
      WHEN lower(${consent}) NOT IN ('given', 'refused', 'unknown') THEN 'consent|not given, refused or unknown'
      END AS problem
    FROM ${rows}`;
}

/** Who reads, one row for each of the file's. */
export function genericReaders(rows: string, columns: FieldColumns, user: string, options: ResolvedOptions): string {
  const leftOut = options.impressions ? 'false' : `coalesce(${kind(columns, options.kinds)} = 'impression', false)`;
  return `SELECT ${text(columns, user)} AS user_id, coalesce(lower(${text(columns, 'consent')}), 'unknown') AS consent,
    coalesce(lower(${text(columns, 'ageBand')}), 'unknown') AS age_band,
    CAST(${user === 'userId' ? leftOut : 'false'} AS INTEGER) AS left_out FROM ${rows}`;
}

/** Rows of one's own columns as items; without a kind, an article. */
export function genericItems(rows: string, columns: FieldColumns, options: ResolvedOptions): string {
  const language = options.language ? textLiteral(options.language) : 'NULL';
  return `SELECT file, row, ${text(columns, 'id')} AS id, lower(coalesce(${text(columns, 'kind')}, 'article')) AS kind,
    ${text(columns, 'title')} AS title, ${text(columns, 'summary')} AS summary, ${text(columns, 'body')} AS body,
    ${text(columns, 'category')} AS category, coalesce(${text(columns, 'language')}, ${language}) AS language,
    ${time(columns, 'publishedAt')} AS published_at, ${given(columns, 'publishedAt')} AS published_given,
    ${number(columns, 'wordCount', 'INTEGER')} AS word_count, ${given(columns, 'wordCount')} AS words_given,
    ${text(columns, 'facts')} AS facts, problem FROM ${rows}`;
}
