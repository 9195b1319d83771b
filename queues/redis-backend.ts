import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend, QueueEntry } from './queue-backend.ts';
import { queueName, queueOptions, workerOptions } from './queue-options.ts';

/**
 * BullMQ on Redis.
 * @throws if Redis cannot be reached
 */
export async function openRedisBackend(url: string): Promise<QueueBackend> {
  // Without a limit on retries a worker's blocking reads survive a restart of Redis, as BullMQ asks for.
  const connection = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  connection.on('error', () => undefined);
  try {
    await connection.connect();
  } catch (error) {
    connection.disconnect();
    throw new Error(`QUEUE_URL: Redis cannot be reached: ${(error as Error).message}`);
  }
  return {
    kind: 'redis',
    openQueue: (kind) => new Queue<QueueEntry, void, string>(queueName(kind), queueOptions(connection)),
    openWorker: (kind, take, { concurrency }) =>
      new Worker<QueueEntry, void, string>(
        queueName(kind),
        (entry) => take(entry.data),
        workerOptions(connection, concurrency),
      ),
    check: async () => {
      await connection.ping();
    },
    close: async () => {
      connection.disconnect();
    },
  };
}
