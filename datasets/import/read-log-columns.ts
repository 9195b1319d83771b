import { type EventColumns, EventColumnsBuilder } from './event-columns.ts';
import type { ImportReport } from './import-report.ts';
import type { ReadLogOptions } from './log-options.ts';
import { emptyReport, type OpenLog, openLog } from './open-log.ts';
import { stageDictionary, stageEvents } from './staged-events.ts';

export interface ReadLogColumnsOptions extends ReadLogOptions {
  /** `file`, the default: as the events stand in the log. `reader`: by reader, and each reader's by time. */
  order?: 'file' | 'reader';
}

export interface LogColumns {
  /** Ids by the places that `EventColumns.user` and `.item` hold; sorted. */
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly report: ImportReport;
  /** The events, a batch at a time; can be iterated once. */
  batches(): AsyncGenerator<EventColumns>;
  /** Removes what was staged. Also done at the end of `batches`. */
  close(): Promise<void>;
}

/**
 * Reads the events of a log as columns of numbers, for work on millions of them: the same events as `readLog` gives,
 * with ids as places in two dictionaries. They are staged in a temporary file, so that memory stays bounded. Items
 * and consent are not read: `readLog` has them.
 * @throws as `readLog` does, before it returns.
 */
export async function readLogColumns(options: ReadLogColumnsOptions): Promise<LogColumns> {
  const report = emptyReport(options);
  const log = await openLog(options, report);
  const { close } = log.database;
  try {
    await stageEvents(log, options.signal);
    const users = await stageDictionary(log, 'user_id', 'users');
    const items = await stageDictionary(log, 'item_id', 'items');
    return { users, items, report, close, batches: () => readBatches(log, options, close) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* readBatches(
  log: OpenLog,
  options: ReadLogColumnsOptions,
  close: () => Promise<void>,
): AsyncGenerator<EventColumns> {
  const builder = new EventColumnsBuilder(options.batchSize ?? 100_000);
  const byReader = options.order === 'reader';
  try {
    // Sorting wants every core; the order of the file is kept by one thread that looks up each event as it comes.
    if (!byReader) {
      await log.database.rows('SET threads = 1');
      await log.database.rows("SET disabled_optimizers = 'join_order,build_side_probe_side'");
    }
    const result = await log.database.connection.stream(`SELECT users.place::UINTEGER AS user_place,
      items.place::UINTEGER AS item_place, milliseconds, kind, dwell, approximate
      FROM staged.events JOIN users ON users.id = user_id JOIN items ON items.id = item_id WHERE problem IS NULL
      ${byReader ? 'ORDER BY user_place, milliseconds, item_place, kind' : ''}`);
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      for (const columns of builder.add(chunk)) {
        options.signal?.throwIfAborted();
        yield columns;
      }
    }
    const rest = builder.take();
    if (rest.user.length > 0) yield rest;
  } finally {
    await close();
  }
}
