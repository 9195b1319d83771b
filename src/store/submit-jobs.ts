import { and, eq, sql } from 'drizzle-orm';
import type { JobInput } from '../../queues/job-contract.ts';
import { contentHash } from './content-hash.ts';
import type { JobRow } from './jobs.ts';
import { batches, jobs } from './schema.ts';
import type { Executor, Store } from './store.ts';
import { uuidVersion7 } from './uuid-version-7.ts';

export type Batch = typeof batches.$inferSelect;

/** The idempotency key was used before, for something else. */
export class IdempotencyConflict extends Error {
  override name = 'IdempotencyConflict';
  constructor(key: string) {
    super(`Idempotency-Key "${key}" was used before with another body; use a new key for a new request`);
  }
}

/** Runs that a job is given before it fails for good. */
export const maximumAttempts = 3;
/** Jobs written by one statement. */
const chunkLength = 2000;

/**
 * Takes a job in: its row and its outbox entry in one transaction, so that a job that was acknowledged is never lost.
 * Nudge the dispatcher afterwards to have it queued at once.
 * @param options `idempotencyKey` makes a repeat return the first job; `availableAt` delays the start
 * @returns the job, and whether this call made it
 * @throws {IdempotencyConflict} if the key was used with another input
 */
export async function submitJob(
  store: Store,
  workspaceId: string,
  input: JobInput,
  options: { readonly idempotencyKey?: string; readonly availableAt?: Date } = {},
): Promise<{ job: JobRow; created: boolean }> {
  const row = newRow(workspaceId, input, options);
  return store.database.transaction(async (transaction) => {
    const [made] = await insertJobs(transaction, [row]);
    if (made) return { job: made, created: true };
    const [existing] = await transaction
      .select()
      .from(jobs)
      .where(and(eq(jobs.workspaceId, workspaceId), eq(jobs.idempotencyKey, options.idempotencyKey!)));
    if (!existing || existing.requestHash !== row.requestHash) throw new IdempotencyConflict(options.idempotencyKey!);
    return { job: existing, created: false };
  });
}

/**
 * Takes many jobs in at once as one batch, all or none, in one transaction.
 * @returns the batch with its job ids in the order given, and whether this call made it
 * @throws {IdempotencyConflict} if the key was used with other jobs
 */
export async function submitBatch(
  store: Store,
  workspaceId: string,
  inputs: readonly JobInput[],
  options: { readonly idempotencyKey?: string } = {},
): Promise<{ batch: Batch; jobIds: string[]; created: boolean }> {
  const requestHash = contentHash(inputs);
  const { idempotencyKey } = options;
  return store.database.transaction(async (transaction) => {
    const [batch] = await transaction
      .insert(batches)
      .values({ id: uuidVersion7(), workspaceId, idempotencyKey, requestHash, jobCount: inputs.length })
      .onConflictDoNothing()
      .returning();
    if (!batch) {
      const [existing] = await transaction
        .select()
        .from(batches)
        .where(and(eq(batches.workspaceId, workspaceId), eq(batches.idempotencyKey, idempotencyKey!)));
      if (!existing || existing.requestHash !== requestHash) throw new IdempotencyConflict(idempotencyKey!);
      const rows = await transaction
        .select({ id: jobs.id })
        .from(jobs)
        .where(eq(jobs.batchId, existing.id))
        .orderBy(jobs.id);
      return { batch: existing, jobIds: rows.map((row) => row.id), created: false };
    }
    const rows = inputs.map((input) => ({ ...newRow(workspaceId, input, {}), batchId: batch.id }));
    for (let start = 0; start < rows.length; start += chunkLength) {
      await insertJobs(transaction, rows.slice(start, start + chunkLength));
    }
    return { batch, jobIds: rows.map((row) => row.id), created: true };
  });
}

function newRow(
  workspaceId: string,
  input: JobInput,
  options: { readonly idempotencyKey?: string; readonly availableAt?: Date },
) {
  const now = new Date();
  return {
    id: uuidVersion7(),
    workspaceId,
    batchId: null as string | null,
    kind: input.kind,
    lane: input.lane,
    input,
    idempotencyKey: options.idempotencyKey ?? null,
    requestHash: contentHash(input),
    availableAt: options.availableAt ?? now,
    createdAt: now,
  };
}

/** Job rows, their first event and their outbox entries in one statement, whatever their number. */
async function insertJobs(executor: Executor, rows: readonly ReturnType<typeof newRow>[]): Promise<JobRow[]> {
  const made = await executor
    .insert(jobs)
    .select(
      sql`select
        (row ->> 'id')::uuid, row ->> 'workspaceId', (row ->> 'batchId')::uuid, row ->> 'kind', 'queued', row ->> 'lane',
        row -> 'input', row ->> 'idempotencyKey', row ->> 'requestHash', 0, ${maximumAttempts}::integer, 0, null::text,
        null::timestamptz, false, null::jsonb, 1, (row ->> 'availableAt')::timestamptz, null::timestamptz,
        (row ->> 'createdAt')::timestamptz, null::timestamptz, null::timestamptz
        from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as given (row, place) order by place`,
    )
    .onConflictDoNothing()
    .returning();
  const ids = sql.param(made.map((row) => row.id));
  await executor.execute(sql`
    with first_event as (
      insert into masthead.job_events (job_id, sequence, workspace_id, kind)
      select id, 1, workspace_id, 'queued' from masthead.jobs where id = any(${ids}::uuid[])
    )
    insert into masthead.outbox (job_id) select unnest(${ids}::uuid[])`);
  return made;
}
