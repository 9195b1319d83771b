import { sql } from 'drizzle-orm';
import type { JobInput, JobKind, Lane } from '../../queues/job-contract.ts';
import type { ClaimedJob, LeaseState } from '../../queues/job-store.ts';
import { jobEventsChannel } from './notifications.ts';
import type { Store } from './store.ts';

/** See {@link JobStore.claimJob}. */
export async function claimJob(
  store: Store,
  jobId: string,
  workerId: string,
  leaseMilliseconds: number,
): Promise<ClaimedJob | null> {
  // A second's grace on the due time: the queue's clock and the database's need not agree to the millisecond.
  const { rows } = await store.database.execute<{
    id: string;
    workspace_id: string;
    kind: JobKind;
    lane: Lane;
    input: JobInput;
    attempts: number;
    max_attempts: number;
    fence: string;
  }>(sql`
    with claimed as (
      update masthead.jobs
      set state = 'running', attempts = attempts + 1, fence = fence + 1, worker_id = ${workerId},
          lease_until = now() + ${leaseMilliseconds} * interval '1 millisecond', started_at = coalesce(started_at, now()),
          event_sequence = event_sequence + 1
      where id = ${jobId} and not cancel_requested and (
        (state = 'queued' and available_at <= now() + interval '1 second')
        or (state = 'running' and lease_until < now() and attempts < max_attempts)
      )
      returning id, workspace_id, kind, lane, input, attempts, max_attempts, fence, event_sequence
    ), told as (
      insert into masthead.job_events (job_id, sequence, workspace_id, kind, data)
      select id, event_sequence, workspace_id, 'running', jsonb_build_object('attempt', attempts) from claimed
    )
    select claimed.*, pg_notify(${jobEventsChannel}, id::text) from claimed`);
  const row = rows[0];
  if (!row) return null;
  return {
    job: {
      id: row.id,
      workspaceId: row.workspace_id,
      kind: row.kind,
      lane: row.lane,
      input: row.input,
      attempt: row.attempts,
      isLastAttempt: row.attempts >= row.max_attempts,
    },
    fence: Number(row.fence),
  };
}

/** See {@link JobStore.renewLeases}. */
export async function renewLeases(
  store: Store,
  claims: readonly { readonly jobId: string; readonly fence: number }[],
  leaseMilliseconds: number,
): Promise<Map<string, LeaseState>> {
  const states = new Map<string, LeaseState>(claims.map((claim) => [claim.jobId, 'lost']));
  if (claims.length === 0) return states;
  const { rows } = await store.database.execute<{ id: string; cancel_requested: boolean }>(sql`
    update masthead.jobs
    set lease_until = now() + ${leaseMilliseconds} * interval '1 millisecond'
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as claim ("jobId" uuid, fence bigint)
    where jobs.id = claim."jobId" and jobs.fence = claim.fence and jobs.state = 'running'
    returning jobs.id, jobs.cancel_requested`);
  for (const row of rows) states.set(row.id, row.cancel_requested ? 'cancel-requested' : 'held');
  return states;
}
