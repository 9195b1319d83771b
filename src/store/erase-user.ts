import { sql } from 'drizzle-orm';
import { audienceKey } from '../../queues/job-result.ts';
import { erasuresChannel } from './notifications.ts';
import { eraseDecidedTexts, leaveReview } from './review/erase-review.ts';
import type { Executor, Store } from './store.ts';
import { transact } from './transact.ts';

/** Rows that an erasure deleted. */
export interface ErasedRows {
  readonly events: number;
  readonly profiles: number;
  /** Numbered interests of theirs, and segments that they stood for. */
  readonly interestCentres: number;
  readonly segments: number;
  readonly results: number;
  readonly jobs: number;
  readonly variants: number;
}

/**
 * Queries: deletes all that is held of a user, in one transaction. Jobs for that user alone go; jobs for a list lose the
 * user, and one that is running begins anew without them (its worker's fence is stale from here on). Texts that were
 * chosen for nobody else go as well, and what the desk kept of them.
 *
 * @returns null if the workspace knows nothing of the user
 */
export async function eraseUser(store: Store, workspaceId: string, userId: string): Promise<ErasedRows | null> {
  return transact(store, async (transaction) => {
    const remove = async (statement: ReturnType<typeof sql>) => (await transaction.execute(statement)).rowCount ?? 0;
    const users = await remove(sql`delete from masthead.users where workspace_id = ${workspaceId} and id = ${userId}`);
    const events = await remove(
      sql`delete from masthead.events where workspace_id = ${workspaceId} and user_id = ${userId}`,
    );
    if (users + events === 0) return null;
    const profiles = await remove(
      sql`delete from masthead.profiles where workspace_id = ${workspaceId} and user_id = ${userId}`,
    );
    const interestCentres = await remove(
      sql`delete from masthead.interest_centres where workspace_id = ${workspaceId} and user_id = ${userId}`,
    );
    const segments = await remove(
      sql`delete from masthead.segment_readers where workspace_id = ${workspaceId} and user_id = ${userId}`,
    );
    // Surges, medians and segments count the reader still: the next snapshot, which does not, is due at once.
    if (events > 0)
      await transaction.execute(
        sql`update masthead.snapshots set outdated = true where workspace_id = ${workspaceId} and not outdated`,
      );
    const { jobs, results, variants } = await eraseWork(transaction, workspaceId, userId);
    await transaction.execute(sql`select pg_notify(${erasuresChannel}, ${JSON.stringify([workspaceId, userId])})`);
    return { events, profiles, interestCentres, segments, results, jobs, variants };
  });
}

async function eraseWork(
  transaction: Executor,
  workspaceId: string,
  userId: string,
): Promise<{ jobs: number; results: number; variants: number }> {
  const count = async (statement: ReturnType<typeof sql>) => (await transaction.execute(statement)).rowCount ?? 0;
  const asList = JSON.stringify([userId]);
  // Rows are locked first, in order, so that no worker completes them meanwhile.
  const { rows: lists } = await transaction.execute<{ id: string; state: string; left: number }>(sql`
    select id, state, jsonb_array_length((input #> '{audience,userIds}') - ${userId}) as left
    from masthead.jobs
    where workspace_id = ${workspaceId} and input #> '{audience,userIds}' @> ${asList}::jsonb
    order by id for update`);
  const { rows: touched } = await transaction.execute<{ variant_id: string }>(sql`
    with gone as (
      delete from masthead.results
      where workspace_id = ${workspaceId} and audience_key = ${audienceKey({ userId })}
      returning variant_id
    ) select variant_id from gone`);
  const variantsTouched = [...new Set(touched.map((row) => row.variant_id))];
  await leaveReview(transaction, workspaceId, variantsTouched);
  let jobs = await count(sql`
    delete from masthead.jobs where workspace_id = ${workspaceId} and input #>> '{audience,userId}' = ${userId}`);
  const emptied = lists.filter((job) => job.left === 0).map((job) => job.id);
  jobs += await count(sql`delete from masthead.jobs where id = any(${sql.param(emptied)}::uuid[])`);
  const kept = lists.filter((job) => job.left > 0);
  const running = kept.filter((job) => job.state === 'running').map((job) => job.id);
  // The idempotency key goes too: the request it stood for is no longer the same one.
  await transaction.execute(sql`
    update masthead.jobs
    set input = jsonb_set(input, '{audience,userIds}', (input #> '{audience,userIds}') - ${userId}),
        idempotency_key = null
    where id = any(${sql.param(kept.map((job) => job.id))}::uuid[])`);
  await transaction.execute(sql`
    with again as (
      update masthead.jobs
      set state = 'queued', fence = fence + 1, lease_until = null, worker_id = null, dispatched_at = null,
          attempts = greatest(attempts - 1, 0), available_at = now()
      where id = any(${sql.param(running)}::uuid[]) and not cancel_requested
      returning id
    ) insert into masthead.outbox (job_id) select id from again`);
  const { rows: gone } = await transaction.execute<{ id: string }>(sql`
    delete from masthead.variants
    where id = any(${sql.param(variantsTouched)}::uuid[])
      and not is_original
      and not exists (select from masthead.results where results.variant_id = variants.id)
    returning id`);
  await eraseDecidedTexts(
    transaction,
    gone.map((row) => row.id),
  );
  return { jobs, results: touched.length, variants: gone.length };
}
