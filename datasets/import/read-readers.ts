import { type User, userSchema } from '../user.ts';
import type { OpenLog } from './open-log.ts';
import { type ParseReject, parseRejects } from './parsed-rejects.ts';
import { tooLong } from './validity-expressions.ts';

const consents = ['unknown', 'given', 'refused'];
const ageBands = ['unknown', 'adult', 'child'];
const rank = (column: string, words: readonly string[]) =>
  `CASE ${column} ${words.map((word, place) => `WHEN '${word}' THEN ${place}`).join(' ')} ELSE 0 END`;

/**
 * The first pass over the events: counts rows, and gathers who reads, in the table `readers` (one row a reader and
 * file). Where rows disagree, the stricter word stands: refused over given over unknown, child over adult.
 * @returns the lines of each file, by its place in the report, that the parser could not take.
 */
export async function gatherReaders(log: OpenLog): Promise<Map<number, ParseReject[]>> {
  const { database, queries, report, ledger } = log;
  await database.rows(`CREATE TABLE readers (file INTEGER, user_id VARCHAR, consent INTEGER, age_band INTEGER,
    rows BIGINT, left_out HUGEINT)`);
  const rejects = new Map<number, ParseReject[]>();
  for (const { file, select } of queries.readers) {
    const name = `parse_rejects_${file.index}`;
    await database.rows(`INSERT INTO readers SELECT ${file.index}, user_id, max(${rank('consent', consents)}),
      max(${rank('age_band', ageBands)}), count(*), sum(left_out)
      FROM (${select({ rejects: name })}) GROUP BY user_id`);
    const lines = await parseRejects(database, name);
    rejects.set(file.index, lines);
    for (const { line, problem } of lines) {
      ledger.count(problem);
      ledger.place(file.shown, line, problem);
    }
    const [counted] = await database.rows(
      `SELECT coalesce(sum(rows), 0)::DOUBLE FROM readers WHERE file = ${file.index}`,
    );
    const rows = Number(counted?.[0]) + lines.length;
    report.files[file.index]!.rows = rows;
    report.rowsRead += rows;
  }
  const [totals] = await database.rows(
    'SELECT coalesce(sum(left_out), 0)::DOUBLE, coalesce(max(consent), 0) FROM readers',
  );
  const leftOut = Number(totals?.[0]);
  if (leftOut > 0)
    report.notes.push(`${leftOut} exposures without a click were left out; ask for impressions to keep them.`);
  if (Number(totals?.[1]) === 0)
    report.notes.push('Consent is unknown for every reader: what that means, the workspace sets.');
  return rejects;
}

/** The readers gathered, a batch at a time. */
export async function* readUsers(log: OpenLog): AsyncGenerator<User[]> {
  const result = await log.database.connection.stream(`SELECT user_id, max(consent), max(age_band) FROM readers
    WHERE user_id <> '' AND NOT ${tooLong('user_id', 200)} GROUP BY user_id ORDER BY user_id`);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    yield chunk
      .getRows()
      .map(([id, consent, ageBand]) =>
        userSchema.parse({ id, consent: consents[Number(consent)], ageBand: ageBands[Number(ageBand)] }),
      );
  }
}
