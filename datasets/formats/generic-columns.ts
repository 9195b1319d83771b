import type { ColumnNames } from '../import/log-options.ts';
import { identifier } from '../import/sql-text.ts';

/** Fields of a log in one's own columns, with the names a column may have: the field's, snake_case, or a short one. */
export const eventFields = {
  id: ['id', 'event_id', 'eventId'],
  userId: ['userId', 'user_id', 'user'],
  itemId: ['itemId', 'item_id', 'item'],
  at: ['at', 'timestamp', 'time'],
  kind: ['kind', 'event_type', 'eventType', 'type'],
  dwellSeconds: ['dwellSeconds', 'dwell_seconds', 'dwell', 'dwell_s'],
  scroll: ['scroll'],
  sessionId: ['sessionId', 'session_id', 'session'],
  device: ['device'],
  variantId: ['variantId', 'variant_id'],
  placement: ['placement'],
  consent: ['consent'],
  ageBand: ['ageBand', 'age_band'],
} as const;

export const itemFields = {
  id: ['id', 'itemId', 'item_id'],
  kind: ['kind', 'type'],
  title: ['title', 'headline'],
  summary: ['summary', 'abstract', 'subtitle'],
  body: ['body', 'text'],
  category: ['category', 'section'],
  language: ['language', 'lang'],
  publishedAt: ['publishedAt', 'published_at', 'published'],
  wordCount: ['wordCount', 'word_count', 'words'],
  facts: ['facts'],
} as const;

export const userFields = {
  id: ['id', 'userId', 'user_id'],
  consent: ['consent'],
  ageBand: ['ageBand', 'age_band'],
} as const;

/** Names that a field's column may have, by field. */
export type Fields = Readonly<Record<string, readonly string[]>>;
/** A field's column as an SQL expression and its DuckDB type; a field without a column is absent. */
export type FieldColumns = Readonly<Record<string, { readonly sql: string; readonly type: string }>>;

/** The names of a field's column: the caller's own, or those that are usual. */
export function namesOf(field: string, fields: Fields, own: ColumnNames): readonly string[] {
  return own[field] === undefined ? fields[field]! : [own[field]];
}

/**
 * Which column holds which field.
 * @param columns the columns of a file, with their types.
 * @throws where the caller names a column that the file has not.
 */
export function matchColumns(
  fields: Fields,
  columns: ReadonlyMap<string, string>,
  own: ColumnNames,
  file: string,
): FieldColumns {
  const matched: Record<string, { sql: string; type: string }> = {};
  for (const field of Object.keys(fields)) {
    const name = namesOf(field, fields, own).find((candidate) => columns.has(candidate));
    if (name !== undefined) matched[field] = { sql: identifier(name), type: columns.get(name)! };
    else if (own[field] !== undefined) {
      throw new Error(
        `columns.${field}: ${file} has no column ${own[field]}; it has ${[...columns.keys()].join(', ')}`,
      );
    }
  }
  return matched;
}

/** The matched columns under their fields' names, so that a file may have columns of any other name beside them. */
export function projection(matched: FieldColumns): { readonly list: string; readonly fields: FieldColumns } {
  const entries = Object.entries(matched);
  return {
    list: entries.map(([field, { sql }]) => `${sql} AS ${identifier(field)}`).join(', ') || '1 AS nothing',
    fields: Object.fromEntries(entries.map(([field, { type }]) => [field, { sql: identifier(field), type }])),
  };
}
