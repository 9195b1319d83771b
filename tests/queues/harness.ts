import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, type DispatcherOptions, startDispatcher } from '../../queues/dispatcher.ts';
import { type JobInput, jobInputSchema } from '../../queues/job-contract.ts';
import type { JobHandlers } from '../../queues/job-handler.ts';
import type { JobResult } from '../../queues/job-result.ts';
import type { Job, JobStore } from '../../queues/job-store.ts';
import { openQueueBackend, type QueueBackend } from '../../queues/queue-backend.ts';
import { startWorkerPool, type WorkerPool, type WorkerPoolOptions } from '../../queues/worker-pool.ts';
import { jobStore } from '../../src/store/job-store.ts';
import { findJob, type JobRow } from '../../src/store/jobs.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { submitJob } from '../../src/store/submit-jobs.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import { startPostgresql } from '../store/real-postgresql.ts';
import { startRedis } from './real-redis.ts';

/** A store and a queue, ready for a test. */
export interface Harness {
  readonly store: Store;
  readonly jobs: JobStore;
  readonly backend: QueueBackend;
  readonly workspaceId: string;
  /** Starts a dispatcher and workers that `stopWorking` ends. */
  work(
    handlers: JobHandlers,
    options?: WorkerPoolOptions,
    dispatching?: DispatcherOptions,
  ): Promise<{ dispatcher: Dispatcher; pool: WorkerPool }>;
  submit(input?: Partial<JobInput>): Promise<JobRow>;
  /** The job once it is done, failed or cancelled. */
  ended(jobId: string): Promise<JobRow>;
  stopWorking(): Promise<void>;
  stop(): Promise<void>;
}

/** Each back-end of the queue: how to start it, or the reason why it cannot be had here. */
export const backends: Readonly<Record<string, () => Promise<Harness>>> = {
  PGlite: () => openHarness({}),
  PostgreSQL: async () => {
    const server = await startPostgresql();
    return openHarness({ databaseUrl: await server.newDatabase(), stop: server.stop });
  },
  Redis: async () => {
    const server = await startRedis();
    return openHarness({ queueUrl: server.url, stop: server.stop });
  },
};

/** Opens a store and a queue; without addresses both on a PGlite in memory. */
export async function openHarness(given: {
  databaseUrl?: string;
  queueUrl?: string;
  stop?: () => Promise<void>;
}): Promise<Harness> {
  const store = await openStore({ dataDirectory: 'memory://', databaseUrl: given.databaseUrl });
  const backend = await openQueueBackend({ storePool: store.pool, ...given });
  const workspaceId = 'default';
  await ensureWorkspace(store, { id: workspaceId });
  const jobs = jobStore(store);
  const working: { close(): Promise<void> }[] = [];
  const stopWorking = async () => {
    for (const part of working.splice(0).reverse()) await part.close();
  };
  return {
    store,
    jobs,
    backend,
    workspaceId,
    work: async (handlers, options, dispatching) => {
      const dispatcher = startDispatcher(jobs, backend, { sweepEveryMilliseconds: 200, ...dispatching });
      working.push(dispatcher);
      const pool = await startWorkerPool(jobs, backend, handlers, {
        heartbeatMilliseconds: 200,
        backoffMilliseconds: 50,
        onOutbox: dispatcher.nudge,
        ...options,
      });
      working.push({ close: () => pool.close(0) });
      return { dispatcher, pool };
    },
    submit: async (input) => (await submitJob(store, workspaceId, headline(input))).job,
    ended: async (jobId) => {
      for (;;) {
        const job = await findJob(store, workspaceId, jobId);
        if (job && ['done', 'failed', 'cancelled'].includes(job.state)) return job;
        await sleep(10);
      }
    },
    stopWorking,
    stop: async () => {
      await stopWorking();
      await backend.close();
      await store.close();
      await given.stop?.();
    },
  };
}

/** A headline job's input. */
export function headline(changes: Partial<JobInput> = {}): JobInput {
  return jobInputSchema.parse({
    kind: 'headline',
    itemId: 'a1',
    audience: { userId: 'u1' },
    conditioning: 'none',
    ...changes,
  });
}

/** What a handler might give for a job: one result, with this text. */
export function resultFor(job: Job, text = `text of ${job.id}`): JobResult {
  const audience =
    'userId' in job.input.audience ? { userId: job.input.audience.userId } : { everybody: true as const };
  return {
    audience,
    kind: job.input.kind,
    itemId: job.input.itemId,
    itemVersion: 1,
    placement: job.input.placement,
    outcome: {
      text,
      chosen: 0,
      candidates: [],
      verdict: { label: 'supported', score: 1, claims: [], checker: { name: 'test', version: '1' } },
      fallback: null,
      focus: null,
      conditioning: job.input.conditioning,
      seed: job.input.seed,
      provenance: {},
    },
    reader: null,
  };
}
