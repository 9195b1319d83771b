import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { JobKind, JobState } from '../../queues/job-contract.ts';
import { addJobEvent } from './job-events.ts';
import { cancellationsChannel } from './notifications.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { batches, jobs, outbox } from './schema.ts';
import type { Store } from './store.ts';
import { type Batch, maximumAttempts } from './submit-jobs.ts';
import { transact } from './transact.ts';

export type JobRow = typeof jobs.$inferSelect;

export async function findJob(store: Store, workspaceId: string, jobId: string): Promise<JobRow | null> {
  const [found] = await store.database
    .select()
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), eq(jobs.id, jobId)));
  return found ?? null;
}

/** Newest first. */
export async function listJobs(
  store: Store,
  workspaceId: string,
  page: PageRequest & { readonly state?: JobState; readonly kind?: JobKind },
): Promise<Page<JobRow>> {
  const rows = await store.database
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.workspaceId, workspaceId),
        page.state ? eq(jobs.state, page.state) : undefined,
        page.kind ? eq(jobs.kind, page.kind) : undefined,
        page.after ? lt(jobs.id, page.after) : undefined,
      ),
    )
    .orderBy(desc(jobs.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit);
}

export async function findBatch(store: Store, workspaceId: string, batchId: string): Promise<Batch | null> {
  const [found] = await store.database
    .select()
    .from(batches)
    .where(and(eq(batches.workspaceId, workspaceId), eq(batches.id, batchId)));
  return found ?? null;
}

/** A batch's jobs in the order they were given. */
export async function listBatchJobs(
  store: Store,
  workspaceId: string,
  batchId: string,
  page: PageRequest,
): Promise<Page<JobRow>> {
  const rows = await store.database
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.workspaceId, workspaceId),
        eq(jobs.batchId, batchId),
        page.after ? gt(jobs.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(jobs.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit);
}

/** How many jobs of a workspace (or of one of its batches) stand in each state; states without jobs are 0. */
export async function countJobs(
  store: Store,
  workspaceId: string,
  batchId?: string,
): Promise<Readonly<Record<JobState, number>>> {
  const rows = await store.database
    .select({ state: jobs.state, count: sql<number>`count(*)::integer` })
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), batchId ? eq(jobs.batchId, batchId) : undefined))
    .groupBy(jobs.state);
  const counts: Record<JobState, number> = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
  for (const row of rows) counts[row.state] = row.count;
  return counts;
}

/**
 * Cancels a job. A waiting one is cancelled at once; a running one is told to stop and becomes `cancelled` when it has;
 * one that has ended stays as it is.
 * @returns the job after the call, or null if the workspace has no such job
 */
export async function cancelJob(store: Store, workspaceId: string, jobId: string): Promise<JobRow | null> {
  return transact(store, async (transaction) => {
    const [job] = await transaction
      .select()
      .from(jobs)
      .where(and(eq(jobs.workspaceId, workspaceId), eq(jobs.id, jobId)))
      .for('update');
    if (!job) return null;
    if (job.state === 'queued') {
      await transaction.delete(outbox).where(eq(outbox.jobId, jobId));
      const [cancelled] = await transaction
        .update(jobs)
        .set({ state: 'cancelled', finishedAt: new Date() })
        .where(eq(jobs.id, jobId))
        .returning();
      await addJobEvent(transaction, jobId, 'cancelled');
      return cancelled!;
    }
    if (job.state === 'running' && !job.cancelRequested) {
      const [asked] = await transaction
        .update(jobs)
        .set({ cancelRequested: true })
        .where(eq(jobs.id, jobId))
        .returning();
      await addJobEvent(transaction, jobId, 'cancelling');
      await transaction.execute(sql`select pg_notify(${cancellationsChannel}, ${jobId})`);
      return asked!;
    }
    return job;
  });
}

/**
 * Gives a failed job as many attempts again, and queues it.
 * @returns the job after the call (unchanged if it has not failed), or null if the workspace has no such job
 */
export async function retryJob(store: Store, workspaceId: string, jobId: string): Promise<JobRow | null> {
  return transact(store, async (transaction) => {
    const [again] = await transaction
      .update(jobs)
      .set({
        state: 'queued',
        maxAttempts: sql`${jobs.attempts} + ${maximumAttempts}`,
        availableAt: new Date(),
        dispatchedAt: null,
        finishedAt: null,
        cancelRequested: false,
      })
      .where(and(eq(jobs.workspaceId, workspaceId), eq(jobs.id, jobId), eq(jobs.state, 'failed')))
      .returning();
    if (again) {
      await transaction.insert(outbox).values({ jobId });
      await addJobEvent(transaction, jobId, 'queued', { retry: true });
      return again;
    }
    const [other] = await transaction
      .select()
      .from(jobs)
      .where(and(eq(jobs.workspaceId, workspaceId), eq(jobs.id, jobId)));
    return other ?? null;
  });
}
