import { and, count, eq } from 'drizzle-orm';
import type { JobKind, JobState } from '../../queues/job-contract.ts';
import type { JobRow } from './jobs.ts';
import { newestFirst } from './newest-first.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { jobs } from './schema.ts';
import type { Store } from './store.ts';

/** Queries: jobs of a workspace, newest first, by state, kind and batch together. */
export async function listMatchingJobs(
  store: Store,
  workspaceId: string,
  page: PageRequest & { readonly state?: JobState; readonly kind?: JobKind; readonly batchId?: string },
): Promise<Page<JobRow>> {
  const { where, order, limit } = newestFirst(jobs, workspaceId, page, [
    [jobs.state, page.state],
    [jobs.kind, page.kind],
    [jobs.batchId, page.batchId],
  ]);
  const rows = await store.database.select().from(jobs).where(where).orderBy(order).limit(limit);
  return pageOf(rows, page.limit);
}

/** Queries: how many jobs of a workspace have not begun. */
export async function countWaitingJobs(store: Store, workspaceId: string): Promise<number> {
  const [row] = await store.database
    .select({ waiting: count() })
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), eq(jobs.state, 'queued')));
  return row?.waiting ?? 0;
}

/** Queries: jobs of all workspaces by state, for the metrics. */
export async function countAllJobs(store: Store): Promise<Record<string, number>> {
  const rows = await store.database.select({ state: jobs.state, jobs: count() }).from(jobs).groupBy(jobs.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.jobs]));
}
