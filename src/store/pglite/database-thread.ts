import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { FromThread, ToThread } from './database-messages.ts';
import { SharedSession } from './shared-session.ts';

/** The thread in which PGlite lives: its queries are synchronous WebAssembly and would hold up whatever shares their thread. */
const { folder, idleTransactionMilliseconds } = workerData as { folder: string; idleTransactionMilliseconds: number };
const port = parentPort!;
const post = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const database = await PGlite.create({ dataDir: folder, extensions: { vector } });
await database.exec('create extension if not exists vector; set search_path = bullmq, public;');

const settingNames = [
  'server_version',
  'server_encoding',
  'client_encoding',
  'DateStyle',
  'IntervalStyle',
  'TimeZone',
  'integer_datetimes',
  'standard_conforming_strings',
];
const settings: Record<string, string> = {};
for (const name of settingNames) {
  const { rows } = await database.query<{ value: string }>('select current_setting($1) as value', [name]);
  settings[name] = rows[0]!.value;
}

const session = new SharedSession(database, {
  settings,
  idleTransactionMilliseconds,
  send: (clientId, bytes) => {
    // A copy with a buffer of its own: the answer may be a view of memory that is not ours to give away.
    const copy = new Uint8Array(bytes);
    post({ clientId, bytes: copy }, [copy.buffer]);
  },
  hangUp: (clientId) => post({ clientId, hungUp: true }),
});

port.on('message', async (message: ToThread) => {
  if ('bytes' in message) session.receive(message.clientId, message.bytes);
  else if ('disconnect' in message) session.disconnect(message.clientId);
  else {
    await database.close().catch(() => undefined);
    post({ closed: true });
    port.close();
  }
});
post({ ready: true });
