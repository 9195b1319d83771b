import { createPostgresBackend, type PostgresQueueBackend, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import type { QueueBackend, QueueEntry } from './queue-backend.ts';
import { queueName, queueOptions, workerOptions } from './queue-options.ts';

/**
 * BullMQ's tables live in a schema of their own, which its unqualified SQL finds by this path. PGlite's one session has
 * the same path set when it opens.
 */
const searchPath = 'bullmq,public';

/**
 * BullMQ on PostgreSQL: on the pool of a PGlite store (`sharedPool`), or on a pool of its own at `url`.
 * @throws if the database cannot be reached
 */
export async function openPostgresBackend(
  location: { readonly sharedPool: pg.Pool } | { readonly url: string },
): Promise<QueueBackend> {
  const ownPool =
    'url' in location
      ? new pg.Pool({
          connectionString: location.url,
          max: 20,
          keepAlive: true,
          options: `-c search_path=${searchPath}`,
        })
      : null;
  // A lost connection fails the query that used it and is replaced; unheard, its error would end the process.
  ownPool?.on('error', () => undefined);
  ownPool?.on('connect', (client) => client.on('error', () => undefined));
  // Each queue and worker of BullMQ listens for the pool's errors.
  ownPool?.setMaxListeners(0);
  const pool = 'sharedPool' in location ? location.sharedPool : ownPool!;
  try {
    const client = await pool.connect();
    try {
      await runMigrations(client);
    } finally {
      client.release();
    }
  } catch (error) {
    await ownPool?.end();
    throw error;
  }
  return {
    kind: ownPool ? 'postgresql' : 'pglite',
    openQueue: (kind) =>
      new Queue<QueueEntry, void, string, QueueEntry, void, string, PostgresQueueBackend, pg.Pool>(
        queueName(kind),
        queueOptions(pool),
        createPostgresBackend,
      ),
    openWorker: (kind, take, { concurrency }) =>
      new Worker<QueueEntry, void, string, PostgresQueueBackend, never, pg.Pool>(
        queueName(kind),
        (entry) => take(entry.data),
        workerOptions(pool, concurrency),
        createPostgresBackend,
      ),
    check: async () => {
      await pool.query('select 1');
    },
    close: async () => ownPool?.end(),
  };
}
