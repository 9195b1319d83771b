import type { ScanMode } from './log-queries.ts';
import type { OpenLog } from './open-log.ts';
import { lineOfRow, type ParseReject } from './parsed-rejects.ts';
import { eventProblem, eventRelationColumns } from './validity-expressions.ts';

/** One of the log's event relations with `problem` told by every rule. */
export function checkedEvents(log: OpenLog, select: (mode: ScanMode) => string, mode: ScanMode = {}): string {
  return `(SELECT * REPLACE (${eventProblem(log.options.asOf)} AS problem)
    FROM (SELECT ${eventRelationColumns.join(', ')} FROM (${select(mode)})))`;
}

/**
 * Finds the places of rejected events by reading the relation again with row numbers, which the first reading goes
 * without for speed; only called where something was rejected, and only until the report is full.
 */
export async function placeRejectedEvents(
  log: OpenLog,
  select: (mode: ScanMode) => string,
  unparsed: ReadonlyMap<number, readonly ParseReject[]>,
): Promise<void> {
  if (log.ledger.room === 0) return;
  const rows = await log.database.rows(`SELECT file, row::DOUBLE, problem
    FROM ${checkedEvents(log, select, { numbered: true })} WHERE problem <> '' LIMIT ${log.ledger.room}`);
  for (const [file, row, problem] of rows) {
    const index = Number(file);
    const line = row === null ? null : lineOfRow(Number(row), unparsed.get(index) ?? []);
    log.ledger.place(log.report.files[index]!.path, line, String(problem));
  }
}
