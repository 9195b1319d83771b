import type { Item } from '../item.ts';
import { itemSelection, type RejectedItem, readItems } from './item-rows.ts';
import type { OpenLog } from './open-log.ts';
import { lineOfRow, parseRejects } from './parsed-rejects.ts';
import { itemProblem, itemRelationColumns } from './validity-expressions.ts';

/** The log's items, a batch at a time; rejected rows go to the ledger at the end of each file. */
export async function* readLogItems(log: OpenLog): AsyncGenerator<Item[]> {
  const { database, queries, ledger, report } = log;
  for (const { file, select } of queries.items) {
    const name = `parse_rejects_${file.index}`;
    const rejected: RejectedItem[] = [];
    const reject = (item: RejectedItem) => {
      ledger.count(item.problem);
      if (rejected.length < ledger.room) rejected.push(item);
    };
    const result = await database.connection.stream(`SELECT ${itemSelection}
      FROM (SELECT * REPLACE (${itemProblem()} AS problem)
        FROM (SELECT ${itemRelationColumns.join(', ')} FROM (${select({ numbered: true, rejects: name })})))`);
    let rows = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      rows += chunk.rowCount;
      const items = readItems(chunk, reject);
      if (items.length > 0) yield items;
    }
    const unparsed = await parseRejects(database, name);
    for (const { line, problem } of unparsed) {
      ledger.count(problem);
      ledger.place(file.shown, line, problem);
    }
    for (const { row, problem } of rejected) {
      ledger.place(file.shown, row === null ? null : lineOfRow(row, unparsed), problem);
    }
    rows += unparsed.length;
    report.files[file.index]!.rows = rows;
    report.rowsRead += rows;
  }
}
