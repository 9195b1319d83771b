import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from '../store/real-postgresql.ts';

/** A real Redis server of its own, from the `redis-server` on the PATH. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  );
  await Promise.race([
    once(server, 'spawn'),
    once(server, 'error').then(() => {
      throw new Error('redis-server is not on the PATH');
    }),
  ]);
  const url = `redis://127.0.0.1:${port}`;
  const connection = new Redis(url, { retryStrategy: () => 100, maxRetriesPerRequest: 100 });
  connection.on('error', () => undefined);
  await connection.ping();
  connection.disconnect();
  return {
    url,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}
