import { and, eq, sql } from 'drizzle-orm';
import type { JobInput } from '../../queues/job-contract.ts';
import type { TrainJobInput } from '../../queues/train-job.ts';
import { contentHash } from './content-hash.ts';
import type { JobRow } from './jobs.ts';
import { batches, jobs } from './schema.ts';
import type { Executor, Store } from './store.ts';
import { transact } from './transact.ts';
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
 * Takes a job in: its row and its outbox entry in one statement, so that a job that was acknowledged is never lost.
 * Nudge the dispatcher afterwards to have it queued at once.
 * @param options `idempotencyKey` makes a repeat return the first job; `availableAt` delays the start
 * @returns the job, and whether this call made it
 * @throws {IdempotencyConflict} if the key was used with another input
 */
export async function submitJob(
  store: Store,
  workspaceId: string,
  input: JobInput | TrainJobInput,
  options: { readonly idempotencyKey?: string; readonly availableAt?: Date } = {},
): Promise<{ job: JobRow; created: boolean }> {
  const row = newRow(workspaceId, input, options);
  if ((await insertJobs(store.database, [row])) === 1) return { job: row, created: true };
  const [existing] = await store.database
    .select()
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), eq(jobs.idempotencyKey, options.idempotencyKey!)));
  if (!existing || existing.requestHash !== row.requestHash) throw new IdempotencyConflict(options.idempotencyKey!);
  return { job: existing, created: false };
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
  return transact(store, async (transaction) => {
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
  input: JobInput | TrainJobInput,
  options: { readonly idempotencyKey?: string; readonly availableAt?: Date },
): JobRow {
  const now = new Date();
  return {
    id: uuidVersion7(),
    workspaceId,
    batchId: null,
    kind: input.kind,
    state: 'queued',
    lane: input.lane,
    // A row's input is typed as what writes; a handler of another kind reads it with its own schema.
    input: input as JobInput,
    idempotencyKey: options.idempotencyKey ?? null,
    requestHash: contentHash(input),
    attempts: 0,
    maxAttempts: maximumAttempts,
    fence: 0,
    workerId: null,
    leaseUntil: null,
    cancelRequested: false,
    error: null,
    eventSequence: 1,
    availableAt: options.availableAt ?? now,
    dispatchedAt: null,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
  };
}

/**
 * Job rows, their first event and their outbox entries in one statement, whatever their number.
 * @returns how many rows are new; a row whose idempotency key is taken is left out
 */
async function insertJobs(executor: Executor, rows: readonly JobRow[]): Promise<number> {
  const { rows: made } = await executor.execute<{ count: number }>(sql`
    with made as (
      insert into masthead.jobs (id, workspace_id, batch_id, kind, state, lane, input, idempotency_key, request_hash,
        max_attempts, event_sequence, available_at, created_at)
      select given.id, given."workspaceId", given."batchId", given.kind, given.state, given.lane, given.input,
        given."idempotencyKey", given."requestHash", given."maxAttempts", given."eventSequence", given."availableAt",
        given."createdAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        id uuid, "workspaceId" text, "batchId" uuid, kind text, state text, lane text, input jsonb, "idempotencyKey" text,
        "requestHash" text, "maxAttempts" integer, "eventSequence" integer, "availableAt" timestamptz,
        "createdAt" timestamptz)
      on conflict do nothing
      returning id, workspace_id
    ), first_event as (
      insert into masthead.job_events (job_id, sequence, workspace_id, kind) select id, 1, workspace_id, 'queued' from made
    ), sent as (
      insert into masthead.outbox (job_id) select id from made order by id
    )
    select count(*)::integer as count from made`);
  return made[0]!.count;
}
