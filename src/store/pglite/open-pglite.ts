import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { workerEntry } from '../../../models/worker-entry.ts';
import type { FromThread, ToThread } from './database-messages.ts';
import { SessionStream } from './session-stream.ts';

/**
 * Connections that may be open at once. They cost next to nothing here; each queue worker keeps one to listen on.
 */
const poolSize = 64;

/** A PGlite in a thread of its own, reached through node-postgres like any PostgreSQL. */
export interface OpenedPGlite {
  readonly pool: pg.Pool;
  /** Ends the clients, writes everything out and stops the thread. */
  close(): Promise<void>;
}

/**
 * Starts PGlite on a folder (or `memory://`) and returns a pool over it. Whoever calls holds the folder's lock: two
 * PGlites on one folder destroy it.
 * @param options `idleTransactionMilliseconds`: how long a transaction may do nothing while others wait for the session
 * @throws if the folder's database cannot be opened
 */
export async function openPGlite(
  folder: string,
  options: { readonly idleTransactionMilliseconds?: number } = {},
): Promise<OpenedPGlite> {
  const { url, options: loading } = workerEntry(import.meta.url, './database-thread');
  const thread = new Worker(url, {
    ...loading,
    name: 'masthead-store',
    workerData: { folder, idleTransactionMilliseconds: options.idleTransactionMilliseconds ?? 30_000 },
  });
  const streams = new Map<number, SessionStream>();
  let ended: Error | null = null;
  let nextClientId = 1;
  const post = (message: ToThread, transfer: ArrayBuffer[] = []) => {
    if (!ended) thread.postMessage(message, transfer);
  };
  const port = {
    send: (clientId: number, bytes: Uint8Array<ArrayBuffer>) => post({ clientId, bytes }, [bytes.buffer]),
    disconnect: (clientId: number) => {
      streams.delete(clientId);
      post({ clientId, disconnect: true });
    },
  };
  const closed = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  const end = (reason: Error) => {
    ended ??= reason;
    for (const stream of [...streams.values()]) stream.destroy(reason);
  };

  await new Promise<void>((resolve, reject) => {
    thread.once('error', (error) => {
      end(new Error(`the store's thread broke down: ${error.message}`));
      reject(error);
    });
    thread.once('exit', () => {
      end(new Error('the store is closed'));
      reject(ended);
    });
    thread.on('message', (message: FromThread) => {
      if ('ready' in message) resolve();
      else if ('bytes' in message) streams.get(message.clientId)?.deliver(message.bytes);
      else if ('hungUp' in message) streams.get(message.clientId)?.destroy();
    });
  });

  const pool = new pg.Pool({
    max: poolSize,
    // Set, so that PGHOST, PGUSER and their like in the environment do not reach in here.
    user: 'postgres',
    database: 'postgres',
    host: 'pglite',
    port: 5432,
    password: '',
    ssl: false,
    stream: () => {
      const stream = new SessionStream(nextClientId++, port);
      if (ended) queueMicrotask(() => stream.destroy(ended!));
      else streams.set(stream.clientId, stream);
      return stream as never;
    },
  });
  // Each queue and worker of BullMQ listens for the pool's errors.
  pool.setMaxListeners(0);
  return {
    pool,
    close: async () => {
      if (!pool.ending) await pool.end();
      post({ close: true });
      await closed;
    },
  };
}
