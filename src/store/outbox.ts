import { type SQL, sql } from 'drizzle-orm';
import type { JobKind, Lane } from '../../queues/job-contract.ts';
import type { DispatchEntry, JobError } from '../../queues/job-store.ts';
import { addJobEvent } from './job-events.ts';
import type { Store } from './store.ts';
import { transact } from './transact.ts';

interface EntryRow extends Record<string, unknown> {
  readonly id: string;
  readonly fence: string;
  readonly kind: JobKind;
  readonly lane: Lane;
  readonly available_at: Date;
}

/** See {@link JobStore.readOutbox}. */
export async function readOutbox(
  store: Store,
  limit: number,
): Promise<{ outboxIds: number[]; entries: DispatchEntry[] }> {
  const { rows } = await store.pool.query<EntryRow & { outbox_id: string; state: string }>(
    `select outbox.id as outbox_id, jobs.id, jobs.fence, jobs.kind, jobs.lane, jobs.available_at, jobs.state
     from masthead.outbox join masthead.jobs on jobs.id = outbox.job_id order by outbox.id limit $1`,
    [limit],
  );
  return {
    outboxIds: rows.map((row) => Number(row.outbox_id)),
    entries: rows.filter((row) => row.state === 'queued').map(entryOf),
  };
}

/** See {@link JobStore.markDispatched}. */
export async function markDispatched(
  store: Store,
  outboxIds: readonly number[],
  jobIds: readonly string[],
): Promise<void> {
  await store.database.execute(sql`
    with sent as (delete from masthead.outbox where id = any(${sql.param(outboxIds)}::bigint[]))
    update masthead.jobs set dispatched_at = now() where id = any(${sql.param(jobIds)}::uuid[]) and state = 'queued'`);
}

const inQueue: SQL = sql`state = 'queued' and dispatched_at is not null`;

/** See {@link JobStore.countDispatched}. */
export async function countDispatched(store: Store, kind: JobKind): Promise<number> {
  const { rows } = await store.database.execute<{ count: number }>(
    sql`select count(*)::integer as count from masthead.jobs where kind = ${kind} and ${inQueue}`,
  );
  return rows[0]!.count;
}

/** See {@link JobStore.listDispatched}. */
export async function listDispatched(
  store: Store,
  kind: JobKind,
  afterJobId: string | null,
  limit: number,
): Promise<DispatchEntry[]> {
  const { rows } = await store.pool.query<EntryRow>(
    `select id, fence, kind, lane, available_at from masthead.jobs
     where kind = $1 and state = 'queued' and dispatched_at is not null and ($2::uuid is null or id > $2)
     order by id limit $3`,
    [kind, afterJobId, limit],
  );
  return rows.map(entryOf);
}

/** See {@link JobStore.requeueExpired}. */
export async function requeueExpired(store: Store): Promise<{ requeued: number; failed: number }> {
  return transact(store, async (transaction) => {
    const { rows } = await transaction.execute<{
      id: string;
      attempts: number;
      max_attempts: number;
      cancel_requested: boolean;
    }>(sql`
      select id, attempts, max_attempts, cancel_requested from masthead.jobs
      where state = 'running' and lease_until < now() order by id limit 1000 for update skip locked`);
    let requeued = 0;
    let failed = 0;
    for (const row of rows) {
      const error: JobError = {
        name: 'WorkerLost',
        message: `the worker vanished in attempt ${row.attempts} of ${row.max_attempts}`,
        retryable: true,
        attempt: row.attempts,
        at: new Date().toISOString(),
      };
      const next = row.cancel_requested ? 'cancelled' : row.attempts >= row.max_attempts ? 'failed' : 'queued';
      await transaction.execute(sql`
        update masthead.jobs
        set state = ${next}, error = ${JSON.stringify(error)}::jsonb, worker_id = null, lease_until = null,
            dispatched_at = null, available_at = now(), finished_at = case when ${next} = 'queued' then null else now() end
        where id = ${row.id}`);
      if (next === 'queued') {
        await transaction.execute(sql`insert into masthead.outbox (job_id) values (${row.id})`);
        requeued += 1;
      } else if (next === 'failed') failed += 1;
      await addJobEvent(transaction, row.id, next === 'queued' ? 'retrying' : next, { error: { ...error } });
    }
    return { requeued, failed };
  });
}

/** The fence rises with every claim, so each run of a job has an entry of its own. */
function entryOf(row: EntryRow): DispatchEntry {
  return {
    entryId: `${row.id}-${row.fence}`,
    jobId: row.id,
    kind: row.kind,
    lane: row.lane,
    availableAt: row.available_at,
  };
}
