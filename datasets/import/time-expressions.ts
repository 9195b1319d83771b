import { textLiteral } from './sql-text.ts';

/** Seconds between 1973 and 5138, or milliseconds or microseconds from 1973 on, by magnitude; else NULL. */
function epochTime(number: string): string {
  return `CASE WHEN ${number} BETWEEN 1e8 AND 1e11 THEN make_timestamp(CAST(${number} * 1e6 AS BIGINT))
    WHEN ${number} BETWEEN 1e11 AND 1e14 THEN make_timestamp(CAST(${number} * 1e3 AS BIGINT))
    WHEN ${number} BETWEEN 1e14 AND 1e17 THEN make_timestamp(CAST(${number} AS BIGINT)) END`;
}

/**
 * A column as a TIMESTAMP in UTC, NULL where it holds no time. Text is ISO-8601 or a number since 1970; without a
 * zone it is UTC. (A plain cast of text to TIMESTAMP drops the offset; by way of TIMESTAMPTZ it counts.)
 * @param type the column's type in DuckDB.
 */
export function timeExpression(column: string, type: string): string {
  if (type === 'VARCHAR') {
    return `CASE WHEN TRY_CAST(${column} AS DOUBLE) IS NOT NULL THEN ${epochTime(`TRY_CAST(${column} AS DOUBLE)`)}
      ELSE CAST(TRY_CAST(${column} AS TIMESTAMPTZ) AS TIMESTAMP) END`;
  }
  if (/^(TIMESTAMP|DATE)/.test(type)) return `CAST(${column} AS TIMESTAMP)`;
  return epochTime(`TRY_CAST(${column} AS DOUBLE)`);
}

/** A time as the Microsoft News data sets print it, `11/12/2019 2:14:46 PM`; NULL where it is none. */
export function americanTime(column: string): string {
  return `TRY_STRPTIME(${column}, '%m/%d/%Y %I:%M:%S %p')`;
}

/** A moment as a TIMESTAMP literal in UTC. */
export function timeLiteral(moment: Date): string {
  return `TIMESTAMP ${textLiteral(moment.toISOString().slice(0, 23).replace('T', ' '))}`;
}
