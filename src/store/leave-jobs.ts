import { type SQL, sql } from 'drizzle-orm';
import type { JobError } from '../../queues/job-store.ts';
import { addJobEvent } from './job-events.ts';
import type { JobEventKind } from './schema.ts';
import type { Executor, Store } from './store.ts';
import { transact } from './transact.ts';

/** See {@link JobStore.failJob}. */
export async function failJob(store: Store, jobId: string, fence: number, error: JobError): Promise<boolean> {
  return leave(store, jobId, fence, 'failed', { error: { ...error } }, async (transaction) => {
    await transaction.execute(sql`
      update masthead.jobs set state = 'failed', error = ${JSON.stringify(error)}::jsonb, finished_at = now(), ${freed}
      where id = ${jobId}`);
  });
}

/** See {@link JobStore.retryLater}. */
export async function retryLater(
  store: Store,
  jobId: string,
  fence: number,
  error: JobError,
  availableAt: Date,
): Promise<boolean> {
  const data = { error: { ...error }, availableAt: availableAt.toISOString() };
  return leave(store, jobId, fence, 'retrying', data, async (transaction) => {
    await transaction.execute(sql`
      update masthead.jobs
      set state = 'queued', error = ${JSON.stringify(error)}::jsonb, available_at = ${availableAt.toISOString()}::timestamptz,
          dispatched_at = null, ${freed}
      where id = ${jobId}`);
    await transaction.execute(sql`insert into masthead.outbox (job_id) values (${jobId})`);
  });
}

/** See {@link JobStore.releaseJob}. */
export async function releaseJob(store: Store, jobId: string, fence: number): Promise<boolean> {
  return leave(store, jobId, fence, 'queued', { released: true }, async (transaction) => {
    await transaction.execute(sql`
      update masthead.jobs
      set state = 'queued', attempts = attempts - 1, available_at = now(), dispatched_at = null, ${freed}
      where id = ${jobId}`);
    await transaction.execute(sql`insert into masthead.outbox (job_id) values (${jobId})`);
  });
}

/** See {@link JobStore.confirmCancelled}. */
export async function confirmCancelled(store: Store, jobId: string, fence: number): Promise<boolean> {
  return transact(store, async (transaction) => {
    const held = await lockHeld(transaction, jobId, fence);
    if (held) await cancelHeld(transaction, jobId);
    return held !== null;
  });
}

/** The job's row, locked, if it is running under this fence. */
export async function lockHeld(
  transaction: Executor,
  jobId: string,
  fence: number,
): Promise<{ readonly workspaceId: string; readonly cancelRequested: boolean } | null> {
  const { rows } = await transaction.execute<{ workspace_id: string; cancel_requested: boolean }>(sql`
    select workspace_id, cancel_requested from masthead.jobs
    where id = ${jobId} and fence = ${fence} and state = 'running' for update`);
  const row = rows[0];
  return row ? { workspaceId: row.workspace_id, cancelRequested: row.cancel_requested } : null;
}

/** Ends a locked job as cancelled. */
export async function cancelHeld(transaction: Executor, jobId: string): Promise<void> {
  await transaction.execute(
    sql`update masthead.jobs set state = 'cancelled', finished_at = now(), ${freed} where id = ${jobId}`,
  );
  await addJobEvent(transaction, jobId, 'cancelled');
}

const freed: SQL = sql`worker_id = null, lease_until = null`;

/** A cancellation that was asked for meanwhile outranks whatever else was to become of the job. */
async function leave(
  store: Store,
  jobId: string,
  fence: number,
  event: JobEventKind,
  data: Record<string, unknown>,
  change: (transaction: Executor) => Promise<void>,
): Promise<boolean> {
  return transact(store, async (transaction) => {
    const held = await lockHeld(transaction, jobId, fence);
    if (!held) return false;
    if (held.cancelRequested) {
      await cancelHeld(transaction, jobId);
      return true;
    }
    await change(transaction);
    await addJobEvent(transaction, jobId, event, data);
    return true;
  });
}
