import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { JobKind } from './job-contract.ts';
import type { JobHandler, JobHandlers } from './job-handler.ts';
import type { Job, JobStore } from './job-store.ts';
import type { EntryWorker, QueueBackend } from './queue-backend.ts';
import { type RunLimits, RunningJob, type RunOutcome } from './running-job.ts';

/** Settings of a worker pool; the defaults are for servers, tests shorten them. */
export interface WorkerPoolOptions extends Partial<RunLimits> {
  /** Jobs of a kind that run at once, default 1. */
  readonly concurrency?: Partial<Record<JobKind, number>>;
  /** Time limits of kinds that take longer than others. */
  readonly timeLimits?: Partial<Record<JobKind, number>>;
  /** A worker that is silent this long has lost its jobs. */
  readonly leaseMilliseconds?: number;
  /** Time between renewals; also the longest that a cancellation from elsewhere stays unseen. */
  readonly heartbeatMilliseconds?: number;
  /** Jobs went back into the outbox: the dispatcher's nudge. */
  readonly onOutbox?: () => void;
  readonly onEnd?: (job: Job, outcome: RunOutcome) => void;
  readonly onError?: (error: unknown) => void;
}

/** Workers of one process. */
export interface WorkerPool {
  /** Jobs that run now. */
  readonly running: number;
  /** Whether every worker still takes jobs. */
  isConsuming(): boolean;
  /** Takes no more jobs, lets the running ones end within the grace, and gives the rest back for others to run. */
  close(graceMilliseconds?: number): Promise<void>;
}

/** Starts a worker for each kind that has a handler. */
export async function startWorkerPool(
  store: JobStore,
  backend: QueueBackend,
  handlers: JobHandlers,
  options: WorkerPoolOptions = {},
): Promise<WorkerPool> {
  const { leaseMilliseconds = 15_000, heartbeatMilliseconds = 1000 } = options;
  const { onOutbox = () => undefined, onEnd = () => undefined, onError = () => undefined } = options;
  const limits: RunLimits = {
    timeLimitMilliseconds: options.timeLimitMilliseconds ?? 15 * 60_000,
    stopGraceMilliseconds: options.stopGraceMilliseconds ?? 5000,
    backoffMilliseconds: options.backoffMilliseconds ?? 1000,
  };
  const workerId = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  const running = new Map<string, RunningJob>();

  const take = async (jobId: string, handler: JobHandler) => {
    const claim = await store.claimJob(jobId, workerId, leaseMilliseconds);
    // Nothing to do is no failure: the job was cancelled, or another entry for it came first.
    if (!claim) return;
    const { kind } = claim.job;
    const timeLimitMilliseconds = options.timeLimits?.[kind] ?? limits.timeLimitMilliseconds;
    const run = new RunningJob(claim, store, { ...limits, timeLimitMilliseconds });
    // The same job may still run here under a lease that ran out.
    running.get(jobId)?.stop('lost');
    running.set(jobId, run);
    try {
      const outcome = await run.run(handler);
      onEnd(claim.job, outcome);
      if (outcome === 'retrying' || outcome === 'released') onOutbox();
    } finally {
      if (running.get(jobId) === run) running.delete(jobId);
    }
  };

  const stopListening = await store.onCancelRequested((jobId) => running.get(jobId)?.stop('cancelled'));
  const heart = startHeartbeat(store, running, leaseMilliseconds, heartbeatMilliseconds, onError);
  const workers: EntryWorker[] = [];
  for (const [kind, handler] of Object.entries(handlers) as [JobKind, JobHandler][]) {
    const concurrency = options.concurrency?.[kind] ?? 1;
    const worker = backend.openWorker(kind, (entry) => take(entry.jobId, handler), { concurrency });
    worker.on('error', onError);
    worker.on('failed', (_entry, error) => onError(error));
    await worker.waitUntilReady();
    void worker.run().catch(onError);
    workers.push(worker);
  }

  return {
    get running() {
      return running.size;
    },
    isConsuming: () => workers.every((worker) => worker.isRunning() && !worker.isPaused()),
    close: async (graceMilliseconds = 10_000) => {
      const closed = Promise.all(workers.map((worker) => worker.close()));
      const grace = setTimeout(() => {
        for (const run of running.values()) run.stop('closing');
      }, graceMilliseconds);
      await closed;
      clearTimeout(grace);
      heart.stop();
      await stopListening();
    },
  };
}

/** Renews all leases together, and stops the runs that were cancelled or lost meanwhile. */
function startHeartbeat(
  store: JobStore,
  running: ReadonlyMap<string, RunningJob>,
  leaseMilliseconds: number,
  everyMilliseconds: number,
  onError: (error: unknown) => void,
): { stop(): void } {
  let stopped = false;
  let lastRenewal = Date.now();
  const beat = async () => {
    const runs = [...running.values()];
    const claims = runs.map((run) => ({ jobId: run.claim.job.id, fence: run.claim.fence }));
    const begun = Date.now();
    try {
      const states = await store.renewLeases(claims, leaseMilliseconds);
      lastRenewal = begun;
      for (const run of runs) {
        const state = states.get(run.claim.job.id);
        // A run that has just ended by itself is in the map no more and may well have lost its lease.
        if (running.get(run.claim.job.id) !== run) continue;
        if (state === 'cancel-requested') run.stop('cancelled');
        else if (state === 'lost') run.stop('lost');
      }
    } catch (error) {
      onError(error);
      // The store has been away for longer than the leases last: others may have our jobs by now.
      if (Date.now() - lastRenewal > leaseMilliseconds) for (const run of runs) run.stop('lost');
    }
  };
  const next = () => {
    timer = setTimeout(async () => {
      await beat();
      if (!stopped) next();
    }, everyMilliseconds);
  };
  let timer: NodeJS.Timeout;
  next();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
