import type { Event } from '../event.ts';
import type { Item } from '../item.ts';
import type { User } from '../user.ts';
import { checkedEvents, placeRejectedEvents } from './event-relation.ts';
import { eventSelection, readEvents } from './event-rows.ts';
import type { ImportReport } from './import-report.ts';
import type { ReadLogOptions } from './log-options.ts';
import { emptyReport, type OpenLog, openLog } from './open-log.ts';
import { readLogItems } from './read-items.ts';
import { gatherReaders, readUsers } from './read-readers.ts';

export interface LogBatch {
  readonly users: readonly User[];
  readonly items: readonly Item[];
  readonly events: readonly Event[];
}

export interface LogReading extends AsyncIterable<LogBatch> {
  /** Grows with the reading; whole when it has ended. */
  readonly report: ImportReport;
}

/**
 * Reads a log of clicks in one of the published layouts, or in one's own columns, with bounded memory: all users
 * first, then all items, then the events in the order of the file. Rows that break the schemas are left out and
 * reported; what is read is valid by `eventSchema`, `itemSchema` and `userSchema`. Can be iterated once.
 * @throws while iterating, where files or columns are missing, or `options.signal` is aborted.
 */
export function readLog(options: ReadLogOptions): LogReading {
  const report = emptyReport(options);
  return { report, [Symbol.asyncIterator]: () => batches(options, report) };
}

async function* batches(options: ReadLogOptions, report: ImportReport): AsyncGenerator<LogBatch> {
  if (report.files.length > 0) throw new Error('This reading has been started before: call readLog again.');
  options.signal?.throwIfAborted();
  const log = await openLog(options, report);
  try {
    for await (const batch of readAll(log)) {
      options.signal?.throwIfAborted();
      yield batch;
    }
  } finally {
    await log.database.close();
  }
}

async function* readAll(log: OpenLog): AsyncGenerator<LogBatch> {
  const { report } = log;
  const unparsed = await gatherReaders(log);
  for await (const users of readUsers(log)) {
    report.usersOut += users.length;
    yield { users, items: [], events: [] };
  }
  for await (const items of readLogItems(log)) {
    report.itemsOut += items.length;
    yield { users: [], items, events: [] };
  }
  let withoutDwell = 0;
  // One thread keeps the order of the file; making objects takes longer than reading it, so nothing is lost.
  await log.database.rows('SET threads = 1');
  for (const select of log.queries.events) {
    const before = report.rejectedCount;
    for await (const events of readRelation(log, select)) {
      report.eventsOut += events.length;
      for (const event of events) if (event.dwellSeconds === undefined) withoutDwell += 1;
      yield { users: [], items: [], events };
    }
    if (report.rejectedCount > before) await placeRejectedEvents(log, select, unparsed);
  }
  if (withoutDwell > 0) report.notes.push(dwellNote(withoutDwell, report.eventsOut));
}

export function dwellNote(without: number, events: number): string {
  return `${without} of ${events} events have no dwell: unknown, not 0.`;
}

async function* readRelation(log: OpenLog, select: OpenLog['queries']['events'][number]): AsyncGenerator<Event[]> {
  const result = await log.database.connection.stream(`SELECT ${eventSelection} FROM ${checkedEvents(log, select)}`);
  let batch: Event[] = [];
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const event of readEvents(chunk, (problem) => log.ledger.count(problem))) batch.push(event);
    if (batch.length >= log.options.batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
