import type { JobsOptions } from 'bullmq';
import type pg from 'pg';
import type { JobKind } from './job-contract.ts';
import { openPostgresBackend } from './postgres-backend.ts';
import { openRedisBackend } from './redis-backend.ts';

/** What a queue entry carries: the job's id, which names its row in the store. */
export interface QueueEntry {
  readonly jobId: string;
}

/** The part of a BullMQ queue that is used here, whatever it lives on. */
export interface EntryQueue {
  readonly name: string;
  add(name: string, data: QueueEntry, opts: JobsOptions): Promise<unknown>;
  addBulk(entries: { name: string; data: QueueEntry; opts: JobsOptions }[]): Promise<unknown>;
  getJobCounts(...states: ('waiting' | 'prioritized' | 'delayed' | 'active')[]): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** The part of a BullMQ worker that is used here. */
export interface EntryWorker {
  waitUntilReady(): Promise<unknown>;
  run(): Promise<void>;
  isRunning(): boolean;
  isPaused(): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (entry: unknown, error: Error) => void): unknown;
  /** Takes no more and waits for what runs, unless forced. */
  close(force?: boolean): Promise<void>;
}

/** Where the queues live. All three run the same BullMQ queues and workers. */
export interface QueueBackend {
  readonly kind: 'pglite' | 'postgresql' | 'redis';
  openQueue(kind: JobKind): EntryQueue;
  /** A worker that does not run until told to. */
  openWorker(
    kind: JobKind,
    take: (entry: QueueEntry) => Promise<void>,
    options: { readonly concurrency: number },
  ): EntryWorker;
  /** Answers when the back-end can be reached. @throws if not */
  check(): Promise<void>;
  /** Ends connections that the back-end made itself; queues and workers are closed before. */
  close(): Promise<void>;
}

/** What decides the back-end. */
export interface QueueLocation {
  /** The store's pool, which carries the queue too when nothing else is named and the store is PGlite. */
  readonly storePool: pg.Pool;
  /** `redis://…` or `postgres://…`; outranks `databaseUrl`. */
  readonly queueUrl?: string | undefined;
  /** `postgres://…`; the queue lives where the store does. */
  readonly databaseUrl?: string | undefined;
}

/**
 * Opens the queue's back-end: Redis or PostgreSQL by `queueUrl`, else the store's database.
 * @throws if it cannot be reached or `queueUrl` is of another kind
 */
export async function openQueueBackend(location: QueueLocation): Promise<QueueBackend> {
  const { queueUrl, databaseUrl, storePool } = location;
  if (queueUrl && /^rediss?:/.test(queueUrl)) return openRedisBackend(queueUrl);
  if (queueUrl && !/^postgres(ql)?:/.test(queueUrl)) {
    throw new Error(
      'QUEUE_URL is not usable: write it as postgres://… or redis://…, or unset it to keep the queue in the store',
    );
  }
  const url = queueUrl ?? databaseUrl;
  return url === undefined ? openPostgresBackend({ sharedPool: storePool }) : openPostgresBackend({ url });
}
