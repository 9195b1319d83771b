import { sql } from 'drizzle-orm';
import { audienceKey, type JobResult } from '../../queues/job-result.ts';
import { sha256Hex } from './content-hash.ts';
import { cancelHeld, lockHeld } from './leave-jobs.ts';
import { jobEventsChannel } from './notifications.ts';
import { enterReview } from './review/enter-review.ts';
import type { Executor, Store } from './store.ts';
import { transact } from './transact.ts';
import { uuidVersion7 } from './uuid-version-7.ts';

/** Results written by one statement; each holds every candidate with its verdict. */
const chunkLength = 100;

/** See {@link JobStore.completeJob}. */
export async function completeJob(
  store: Store,
  jobId: string,
  fence: number,
  results: readonly JobResult[],
): Promise<boolean> {
  return transact(store, async (transaction) => {
    const held = await lockHeld(transaction, jobId, fence);
    if (!held) return false;
    if (held.cancelRequested) {
      await cancelHeld(transaction, jobId);
      return false;
    }
    const variantIds = await writeVariants(transaction, held.workspaceId, results);
    for (let start = 0; start < results.length; start += chunkLength) {
      await writeResults(transaction, held.workspaceId, jobId, results.slice(start, start + chunkLength), variantIds);
    }
    if (results.length > 0) await enterReview(transaction, held.workspaceId, jobId);
    await transaction.execute(sql`
      with done as (
        update masthead.jobs
        set state = 'done', finished_at = now(), error = null, worker_id = null, lease_until = null,
            event_sequence = event_sequence + 1
        where id = ${jobId}
        returning id, workspace_id, event_sequence
      ), told as (
        insert into masthead.job_events (job_id, sequence, workspace_id, kind, data)
        select id, event_sequence, workspace_id, 'done', jsonb_build_object('results', ${results.length}::integer) from done
      )
      select pg_notify(${jobEventsChannel}, id::text) from done`);
    return true;
  });
}

/** What makes two texts one variant. */
function variantKey(result: JobResult): string {
  return JSON.stringify([
    result.itemId,
    result.itemVersion,
    result.kind,
    result.placement,
    sha256Hex(result.outcome.text),
  ]);
}

/** Makes the variants that are new. @returns the id of each, old or new, by {@link variantKey} */
async function writeVariants(
  transaction: Executor,
  workspaceId: string,
  results: readonly JobResult[],
): Promise<Map<string, string>> {
  // In one order for all writers, so that two jobs with the same texts cannot wait for each other in a ring.
  const distinct = [...new Map(results.map((result) => [variantKey(result), result])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const ids = new Map<string, string>();
  for (let start = 0; start < distinct.length; start += chunkLength) {
    const chunk = distinct.slice(start, start + chunkLength);
    const rows = chunk.map(([, result]) => ({
      id: uuidVersion7(),
      item_id: result.itemId,
      item_version: result.itemVersion,
      kind: result.kind,
      placement: result.placement,
      text: result.outcome.text,
      text_hash: sha256Hex(result.outcome.text),
      verdict: result.outcome.verdict,
      is_original: result.outcome.chosen === null,
    }));
    // An empty update, because "do nothing" would not return the rows that are there.
    const written = await transaction.execute<{ id: string; key: string }>(sql`
      insert into masthead.variants
        (id, workspace_id, item_id, item_version, kind, placement, text, text_hash, verdict, is_original)
      select id, ${workspaceId}, item_id, item_version, kind, placement, text, text_hash, verdict, is_original
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        id uuid, item_id text, item_version integer, kind text, placement text, text text, text_hash text, verdict jsonb,
        is_original boolean)
      on conflict (workspace_id, item_id, item_version, kind, placement, text_hash) do update set text = excluded.text
      returning id, json_build_array(item_id, item_version, kind, placement, text_hash)::text as key`);
    for (const row of written.rows) ids.set(JSON.stringify(JSON.parse(row.key)), row.id);
  }
  return ids;
}

async function writeResults(
  transaction: Executor,
  workspaceId: string,
  jobId: string,
  results: readonly JobResult[],
  variantIds: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = results.map((result) => ({
    id: uuidVersion7(),
    audience_key: audienceKey(result.audience),
    audience: result.audience,
    variant_id: variantIds.get(variantKey(result)),
    outcome: result.outcome,
    reader: result.reader,
  }));
  await transaction.execute(sql`
    insert into masthead.results (id, workspace_id, job_id, audience_key, audience, variant_id, outcome, reader)
    select id, ${workspaceId}, ${jobId}, audience_key, audience, variant_id, outcome, reader
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      id uuid, audience_key text, audience jsonb, variant_id uuid, outcome jsonb, reader jsonb)`);
}
