import type { QueueOptions, WorkerOptions } from 'bullmq';
import type { JobKind } from './job-contract.ts';

/** A kind's queue by name, the same on every back-end. */
export function queueName(kind: JobKind): string {
  return `masthead-${kind}`;
}

/** Options of every queue. */
export function queueOptions<Connection>(connection: Connection): QueueOptions<Connection> {
  return {
    connection,
    defaultJobOptions: {
      // Attempts, back-off and failures are kept on the job's row. An entry is used once, and leaves no trace that could
      // stop the same entry from being added again.
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

/** How long a worker's claim on an entry lasts without renewal, in the queue. The store's own lease is shorter. */
const entryLockMilliseconds = 30_000;

/** Options of every worker. */
export function workerOptions<Connection>(connection: Connection, concurrency: number): WorkerOptions<Connection> {
  return {
    connection,
    concurrency,
    autorun: false,
    lockDuration: entryLockMilliseconds,
    stalledInterval: entryLockMilliseconds / 2,
    // A stalled entry may come back any number of times: the job's row knows whether there is still something to do.
    maxStalledCount: 1000,
  };
}
