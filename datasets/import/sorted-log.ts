import type { DuckDBDataChunk } from '@duckdb/node-api';
import { eventKinds } from '../event.ts';
import type { EventColumns } from './event-columns.ts';
import type { ImportReport } from './import-report.ts';
import type { ReadLogOptions } from './log-options.ts';
import { emptyReport, type OpenLog, openLog } from './open-log.ts';
import { stageEvents } from './staged-events.ts';
import { WholeReaders } from './whole-readers.ts';

/** Kinds whose dwell is a reading's, and exposures, by their places. */
const readings = (['click', 'finish'] as const).map((kind) => eventKinds.indexOf(kind));
const exposure = eventKinds.indexOf('impression');

/** Arrivals by item and time: row `i` says that a reader first came to `item[i]` at `time[i]`, milliseconds since 1970. */
export interface ArrivalColumns {
  readonly item: Uint32Array;
  readonly time: Float64Array;
}

/** A log sorted by reader and time on disk, to be gone over several times in bounded memory. */
export interface SortedLog {
  readonly report: ImportReport;
  /** Number of good events. */
  readonly events: number;
  readonly users: number;
  /** Ids by the places that `EventColumns.item` holds; sorted. */
  readonly items: readonly string[];
  /** Ids of the readers at the places `from` to `to`, end exclusive. */
  userIds(from: number, to: number): Promise<string[]>;
  /** Median of the known dwells of clicks and finishes, each counted as at most `cap` seconds; null without any. */
  medianDwellSeconds(cap: number): Promise<number | null>;
  /** Each reader's first act on each item, exposures aside, by item and time. @param items places; all, unless given */
  firstArrivals(items?: readonly number[]): AsyncGenerator<ArrivalColumns>;
  /** All events by reader and time, in batches of whole readers; the arrays are the caller's. */
  batches(): AsyncGenerator<EventColumns>;
  /** Removes what lies on disk. */
  close(): Promise<void>;
}

/**
 * Reads a log and sorts it by reader, time, item and kind with DuckDB, on every core. Readers' ids are not held in
 * memory, as a large log has too many; `userIds` looks them up.
 * @throws as `readLog` does
 */
export async function openSortedLog(options: ReadLogOptions): Promise<SortedLog> {
  const report = emptyReport(options);
  const log = await openLog(options, report);
  const { close } = log.database;
  try {
    const { rows } = log.database;
    // The order of the file does not matter here, and keeping it costs memory.
    await rows('SET preserve_insertion_order = false');
    await stageEvents(log, options.signal, 'memory');
    for (const [column, table] of [
      ['user_id', 'users'],
      ['item_id', 'items'],
    ]) {
      await rows(`CREATE TABLE ${table} AS SELECT ${column} AS id, (row_number() OVER (ORDER BY ${column}) - 1)::UINTEGER AS place
        FROM (SELECT DISTINCT ${column} FROM staged.events WHERE problem IS NULL)`);
      options.signal?.throwIfAborted();
    }
    await rows('SET preserve_insertion_order = true');
    // Unknown dwell is NaN, so that every column is numbers throughout.
    await rows(`CREATE TABLE sorted AS SELECT users.place AS user_place, items.place AS item_place, milliseconds,
        kind::UTINYINT AS kind, coalesce(dwell, 'NaN'::FLOAT) AS dwell, approximate::UTINYINT AS approximate
      FROM staged.events JOIN users ON users.id = user_id JOIN items ON items.id = item_id WHERE problem IS NULL
      ORDER BY user_place, milliseconds, item_place, kind`);
    await rows('DROP TABLE staged.events');
    const [counts] = await rows('SELECT (SELECT count(*) FROM users)::DOUBLE, (SELECT count(*) FROM sorted)::DOUBLE');
    const items = (await rows('SELECT id FROM items ORDER BY place')).map(([id]) => String(id));
    return {
      report,
      events: Number(counts![1]),
      users: Number(counts![0]),
      items,
      close,
      userIds: async (from, to) =>
        (await rows(`SELECT id FROM users WHERE place >= ${from} AND place < ${to} ORDER BY place`)).map(([id]) =>
          String(id),
        ),
      medianDwellSeconds: (cap) => medianDwell(log, cap),
      firstArrivals: (places) => firstArrivals(log, places, options.signal),
      batches: () => wholeReaders(log, options.batchSize ?? 100_000, options.signal),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The exact median from the number of times that each dwell occurs, so that no dwells are held. */
async function medianDwell({ database }: OpenLog, cap: number): Promise<number | null> {
  const [middle] = await database.rows(`WITH counts AS (SELECT least(dwell, ${cap})::DOUBLE AS dwell, count(*) AS times
      FROM sorted WHERE kind IN (${readings.join(', ')}) AND NOT isnan(dwell) GROUP BY ALL),
    ranked AS (SELECT dwell, sum(times) OVER (ORDER BY dwell) AS up_to, sum(times) OVER () AS total FROM counts)
    SELECT min(dwell) FILTER (2 * up_to >= total), min(dwell) FILTER (2 * up_to > total) FROM ranked`);
  const [lower, upper] = middle!;
  return lower === null ? null : (Number(lower) + Number(upper)) / 2;
}

async function* firstArrivals(
  { database }: OpenLog,
  items: readonly number[] | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<ArrivalColumns> {
  if (items?.length === 0) return;
  const wanted = items === undefined ? '' : `AND item_place IN (${items.join(', ')})`;
  const result = await database.connection.stream(`SELECT item_place, min(milliseconds) AS first FROM sorted
    WHERE kind <> ${exposure} ${wanted} GROUP BY item_place, user_place ORDER BY item_place, first`);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    signal?.throwIfAborted();
    yield { item: numbers(chunk, 0, Uint32Array), time: numbers(chunk, 1, Float64Array) };
  }
}

async function* wholeReaders(
  { database }: OpenLog,
  atLeast: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<EventColumns> {
  const gathered = new WholeReaders(atLeast);
  const result = await database.connection.stream('FROM sorted');
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const full = gathered.add({
      user: numbers(chunk, 0, Uint32Array),
      item: numbers(chunk, 1, Uint32Array),
      time: numbers(chunk, 2, Float64Array),
      kind: numbers(chunk, 3, Uint8Array),
      dwell: numbers(chunk, 4, Float32Array),
      approximate: numbers(chunk, 5, Uint8Array),
    });
    if (!full) continue;
    signal?.throwIfAborted();
    yield full;
  }
  const rest = gathered.rest();
  if (rest.user.length > 0) yield rest;
}

type NumberArray = Uint8Array | Uint32Array | Float32Array | Float64Array;

/** A column's numbers without a call for each: DuckDB's vectors of numbers are typed arrays. */
function numbers<Numbers extends NumberArray>(
  chunk: DuckDBDataChunk,
  column: number,
  type: new (length: number) => Numbers,
): Numbers {
  const vector = chunk.getColumnVector(column);
  const { items } = vector as unknown as { items?: unknown };
  if (items instanceof type) return items.subarray(0, chunk.rowCount) as Numbers;
  const copied = new type(chunk.rowCount);
  for (let row = 0; row < chunk.rowCount; row++) copied[row] = vector.getItem(row) as number;
  return copied;
}
