import { eventKinds } from '../event.ts';
import { textLiteral } from './sql-text.ts';
import { timeLiteral } from './time-expressions.ts';

/** SQL for a kind's place in `eventKinds`: a number is read many times faster than a text. NULL of an unknown kind. */
export const kindPlace = `CAST(CASE kind ${eventKinds.map((kind, place) => `WHEN ${textLiteral(kind)} THEN ${place}`).join(' ')} END AS INTEGER)`;

/** Columns of a format's events. `…_given` tells a value that is missing from one that could not be read. */
export const eventRelationColumns = [
  'file',
  'row',
  'id',
  'user_id',
  'item_id',
  'event_time',
  'time_given',
  'kind',
  'dwell',
  'dwell_given',
  'scroll',
  'scroll_given',
  'session_id',
  'device',
  'variant_id',
  'placement',
  'problem',
] as const;

/** Longer than a schema's limit, which counts UTF-16 units; bytes are counted first as they are at hand. */
export function tooLong(column: string, limit: number): string {
  return `(strlen(${column}) > ${limit} AND length(${column})
    + length(regexp_replace(${column}, '[^\\x{10000}-\\x{10FFFF}]', '', 'g')) > ${limit})`;
}

/** `WHEN` branches for an id that must be there. */
export function idProblems(column: string, field: string): string {
  return `WHEN ${column} IS NULL OR ${column} = '' THEN '${field}|missing'
    WHEN ${tooLong(column, 200)} THEN '${field}|longer than 200 characters'`;
}

/** `WHEN` branches for a time that must be there and not be after `asOf`. */
export function timeProblems(time: string, given: string, asOf: Date): string {
  return `WHEN ${time} IS NULL THEN CASE WHEN ${given} THEN 'at|not a time' ELSE 'at|missing' END
    WHEN ${time} > ${timeLiteral(asOf)} THEN 'at|in the future'
    WHEN ${time} < TIMESTAMP '1970-01-01' THEN 'at|before 1970'`;
}

/** `field|reason` for the first thing wrong with an event, by the limits of the event schema; NULL where it is good. */
export function eventProblem(asOf: Date): string {
  const optional = (column: string, field: string, limit: number) =>
    `WHEN ${tooLong(column, limit)} THEN '${field}|longer than ${limit} characters'`;
  return `CASE WHEN problem IS NOT NULL THEN problem
    ${idProblems('user_id', 'userId')}
    ${idProblems('item_id', 'itemId')}
    ${timeProblems('event_time', 'time_given', asOf)}
    WHEN ${kindPlace} IS NULL THEN 'kind|unknown'
    WHEN dwell_given AND (dwell IS NULL OR NOT isfinite(dwell)) THEN 'dwellSeconds|not a number'
    WHEN dwell < 0 THEN 'dwellSeconds|negative'
    WHEN dwell > 86400 THEN 'dwellSeconds|more than a day'
    WHEN scroll_given AND (scroll IS NULL OR NOT isfinite(scroll)) THEN 'scroll|not a number'
    WHEN scroll < 0 OR scroll > 1 THEN 'scroll|not between 0 and 1'
    ${optional('id', 'id', 200)}
    ${optional('session_id', 'sessionId', 200)}
    ${optional('device', 'device', 100)}
    ${optional('variant_id', 'variantId', 200)}
    ${optional('placement', 'placement', 100)} END`;
}

/** Columns of a format's items. */
export const itemRelationColumns = [
  'file',
  'row',
  'id',
  'kind',
  'title',
  'summary',
  'body',
  'category',
  'language',
  'published_at',
  'published_given',
  'word_count',
  'words_given',
  'facts',
  'problem',
] as const;

/** The same for items, by the limits of the item schema; `facts` are checked as they are read. */
export function itemProblem(): string {
  const limited = (column: string, field: string, limit: number) =>
    `WHEN ${tooLong(column, limit)} THEN '${field}|longer than ${limit} characters'`;
  return `CASE WHEN problem IS NOT NULL THEN problem
    ${idProblems('id', 'id')}
    WHEN kind NOT IN ('article', 'ad', 'picture') THEN 'kind|unknown'
    WHEN title IS NULL OR trim(title) = '' THEN 'title|missing'
    ${limited('title', 'title', 1000)}
    ${limited('summary', 'summary', 5000)}
    ${limited('body', 'body', 1_000_000)}
    ${limited('category', 'category', 200)}
    ${limited('language', 'language', 35)}
    WHEN published_given AND published_at IS NULL THEN 'publishedAt|not a time'
    WHEN published_at NOT BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31' THEN 'publishedAt|not a time'
    WHEN words_given AND (word_count IS NULL OR word_count NOT BETWEEN 0 AND 1000000)
      THEN 'wordCount|not a whole number up to 1000000' END`;
}
