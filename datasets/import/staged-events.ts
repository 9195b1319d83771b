import { approximateTimeSession } from './approximate-time.ts';
import { checkedEvents, placeRejectedEvents } from './event-relation.ts';
import type { OpenLog } from './open-log.ts';
import { dwellNote } from './read-log.ts';
import { gatherReaders } from './read-readers.ts';
import { textLiteral } from './sql-text.ts';
import { kindPlace } from './validity-expressions.ts';

/**
 * Reads every relation of a log once, typed and checked, into the table `staged.events` of a temporary file, and fills
 * the report. Good events have no `problem`.
 * @param place `memory` holds the table in the database's memory, which spills beyond its limit: twice as fast, for a
 *   log that is read once.
 */
export async function stageEvents(
  log: OpenLog,
  signal: AbortSignal | undefined,
  place: 'file' | 'memory' = 'file',
): Promise<void> {
  const { database, report, ledger } = log;
  await database.rows(
    place === 'file' ? `ATTACH ${textLiteral(`${database.folder}/staged.duckdb`)} AS staged` : 'CREATE SCHEMA staged',
  );
  await database.rows(`CREATE TABLE staged.events (relation INTEGER, problem VARCHAR, user_id VARCHAR, item_id VARCHAR,
    milliseconds DOUBLE, kind INTEGER, dwell FLOAT, approximate BOOLEAN)`);
  const unparsed = await gatherReaders(log);
  for (const [relation, select] of log.queries.events.entries()) {
    signal?.throwIfAborted();
    await database.rows(`INSERT INTO staged.events SELECT ${relation}, problem, user_id, item_id,
      epoch_ms(event_time)::DOUBLE, ${kindPlace}, TRY_CAST(dwell AS FLOAT),
      session_id IS NOT DISTINCT FROM ${textLiteral(approximateTimeSession)} FROM ${checkedEvents(log, select)}`);
    const problems = await database.rows(`SELECT problem, count(*)::DOUBLE FROM staged.events
      WHERE relation = ${relation} AND problem <> '' GROUP BY problem ORDER BY problem`);
    for (const [problem, times] of problems) ledger.count(String(problem), Number(times));
    if (problems.length > 0) await placeRejectedEvents(log, select, unparsed);
  }
  const [counts] = await database.rows(`SELECT count(*)::DOUBLE, (count(*) - count(dwell))::DOUBLE FROM staged.events
    WHERE problem IS NULL`);
  report.eventsOut = Number(counts?.[0]);
  if (Number(counts?.[1]) > 0) report.notes.push(dwellNote(Number(counts?.[1]), report.eventsOut));
}

/** The ids in one column of the good events, sorted, with their places in the table `table`. */
export async function stageDictionary(log: OpenLog, column: 'user_id' | 'item_id', table: string): Promise<string[]> {
  await log.database.rows(`CREATE TABLE ${table} AS SELECT ${column} AS id, row_number() OVER (ORDER BY ${column}) - 1 AS place
    FROM (SELECT DISTINCT ${column} FROM staged.events WHERE problem IS NULL)`);
  const ids: string[] = [];
  const result = await log.database.connection.stream(`SELECT id FROM ${table} ORDER BY place`);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    ids.push(...(chunk.getColumnValues(0) as string[]));
  }
  return ids;
}
