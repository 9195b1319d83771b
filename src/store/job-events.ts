import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { jobEventsChannel } from './notifications.ts';
import { type JobEventKind, jobEvents, jobs } from './schema.ts';
import type { Executor, Store } from './store.ts';

export type JobEvent = typeof jobEvents.$inferSelect;

/**
 * Adds an event to a job's stream and wakes whoever follows it. To be called where the job's row is locked already (by
 * an update in the same transaction), so that the numbers have no gaps and no repeats.
 * @param fence if given, a job that has been claimed anew since gets no event
 */
export async function addJobEvent(
  executor: Executor,
  jobId: string,
  kind: JobEventKind,
  data: Record<string, unknown> = {},
  fence?: number,
): Promise<void> {
  await executor.execute(sql`
    with numbered as (
      update ${jobs} set event_sequence = event_sequence + 1 where id = ${jobId} and fence = coalesce(${fence ?? null}::bigint, fence) returning id, workspace_id, event_sequence
    ), added as (
      insert into ${jobEvents} (job_id, sequence, workspace_id, kind, data)
      select id, event_sequence, workspace_id, ${kind}, ${JSON.stringify(data)}::jsonb from numbered returning job_id
    )
    select pg_notify(${jobEventsChannel}, job_id::text) from added`);
}

/** A job's events after `afterSequence` (0 for all), in order. Empty for a job of another workspace. */
export async function listJobEvents(
  store: Store,
  workspaceId: string,
  jobId: string,
  afterSequence = 0,
): Promise<JobEvent[]> {
  return store.database
    .select()
    .from(jobEvents)
    .where(
      and(eq(jobEvents.jobId, jobId), eq(jobEvents.workspaceId, workspaceId), gt(jobEvents.sequence, afterSequence)),
    )
    .orderBy(asc(jobEvents.sequence));
}
