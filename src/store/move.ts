import type pg from 'pg';
import type { Store } from './store.ts';

/**
 * Every table that is carried over, each after those it refers to. Not carried: the outbox and the queue's own tables,
 * which are made again from the jobs' rows, and the record of migrations, which the target has of its own.
 */
export const movedTables = [
  'workspaces',
  'api_keys',
  'users',
  'events',
  'items',
  'item_vectors',
  'profiles',
  'snapshots',
  'segment_readers',
  'interest_centres',
  'batches',
  'jobs',
  'variants',
  'results',
  'job_events',
  'secrets',
  'editors',
  'editor_credentials',
  'editor_sessions',
  'editor_verifications',
  'memberships',
  'desk_links',
  'review_items',
  'review_decisions',
  'review_bulk_approvals',
] as const;

/** What became of one table. */
export interface MovedTable {
  readonly table: string;
  /** Rows at the source, all of which are at the target now. */
  readonly rows: number;
  /** Of these, how many were not there before. */
  readonly inserted: number;
}

const chunkLength = 500;

/**
 * Copies all data from one store to another, in chunks by primary key. Rows that the target has already (same key) are
 * left as they are, so that a move that was interrupted can be run again. Jobs that waited or ran are queued anew at the
 * target. The source is only read; nothing else should write to it meanwhile.
 * @param onProgress told the table and how many of its rows have been copied so far
 * @throws if a row has not arrived, or contradicts one that the target holds under another key
 */
export async function moveStore(
  source: Store,
  target: Store,
  onProgress: (table: string, rows: number) => void = () => undefined,
): Promise<MovedTable[]> {
  const moved: MovedTable[] = [];
  for (const table of movedTables) {
    moved.push(
      await moveTable(source.pool, target.pool, table, onProgress).catch((error: Error) => {
        throw new Error(`moving ${table}: ${error.message}`, { cause: error });
      }),
    );
  }
  return moved;
}

async function moveTable(
  source: pg.Pool,
  target: pg.Pool,
  table: string,
  onProgress: (table: string, rows: number) => void,
): Promise<MovedTable> {
  const key = await primaryKey(source, table);
  let rows = 0;
  let inserted = 0;
  for (let last: unknown = null; ; ) {
    const after =
      last === null ? '' : `where (${key}) > (select ${key} from jsonb_populate_record(null::masthead.${table}, $2))`;
    const chunk = await source.query<{ row: unknown }>(
      `select to_jsonb(present) as row from masthead.${table} as present ${after} order by ${key} limit $1`,
      last === null ? [chunkLength] : [chunkLength, JSON.stringify(last)],
    );
    if (chunk.rows.length === 0) break;
    last = chunk.rows.at(-1)!.row;
    inserted += await insertChunk(
      target,
      table,
      key,
      chunk.rows.map(({ row }) => row),
    );
    rows += chunk.rows.length;
    onProgress(table, rows);
  }
  const { rows: counted } = await source.query<{ count: string }>(`select count(*) as count from masthead.${table}`);
  if (Number(counted[0]!.count) !== rows)
    throw new Error(`${counted[0]!.count} rows, of which ${rows} were read: is a server still writing?`);
  return { table, rows, inserted };
}

/** Inserts rows and makes sure that each is there. @returns how many were new */
async function insertChunk(target: pg.Pool, table: string, key: string, rows: readonly unknown[]): Promise<number> {
  const json = JSON.stringify(rows);
  const client = await target.connect();
  try {
    await client.query('begin');
    const written = await client.query<{ id: string }>(
      `insert into masthead.${table} select * from jsonb_populate_recordset(null::masthead.${table}, $1)
       on conflict do nothing returning *`,
      [json],
    );
    if (table === 'jobs')
      await queueAnew(
        client,
        written.rows.map((row) => row.id),
      );
    const present = await client.query<{ count: string }>(
      `select count(*) as count from masthead.${table} where (${key}) in (select ${key} from jsonb_populate_recordset(null::masthead.${table}, $1))`,
      [json],
    );
    const missing = rows.length - Number(present.rows[0]!.count);
    if (missing > 0)
      throw new Error(
        `${missing} rows contradict rows that the target has under other keys; move into an empty database`,
      );
    await client.query('commit');
    return written.rowCount ?? 0;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** The queue's entries stay behind: jobs that wait go through the outbox again, jobs that ran have lost their worker. */
async function queueAnew(client: pg.PoolClient, jobIds: readonly string[]): Promise<void> {
  await client.query(
    `update masthead.jobs
     set dispatched_at = null, lease_until = case when state = 'running' then now() - interval '1 second' end
     where id = any($1::uuid[]) and state in ('queued', 'running')`,
    [jobIds],
  );
  await client.query(
    `insert into masthead.outbox (job_id) select id from masthead.jobs where id = any($1::uuid[]) and state = 'queued' order by id`,
    [jobIds],
  );
}

/** The columns of a table's primary key, in order, as SQL. */
async function primaryKey(pool: pg.Pool, table: string): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select attribute.attname as name
     from pg_index as index
     cross join unnest(index.indkey) with ordinality as part (number, place)
     join pg_attribute as attribute on attribute.attrelid = index.indrelid and attribute.attnum = part.number
     where index.indrelid = $1::regclass and index.indisprimary order by part.place`,
    [`masthead.${table}`],
  );
  return rows.map((row) => `"${row.name}"`).join(', ');
}
