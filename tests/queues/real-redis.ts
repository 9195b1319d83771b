import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from '../store/real-postgresql.ts';

/** A real Redis server of its own, from the `redis-server` on the PATH. */
export interface RealRedis {
  readonly url: string;
  /** Kills it, with all it holds, and starts an empty one on the same port. */
  restartEmpty(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws if there is no `redis-server` */
export async function startRedis(): Promise<RealRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server = await start(port, url);
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  // A test run that is broken off must not leave its server behind.
  process.once('exit', () => server.kill());
  return {
    url,
    restartEmpty: async () => {
      await end('SIGKILL');
      server = await start(port, url);
    },
    stop: () => end('SIGTERM'),
  };
}

async function start(port: number, url: string): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', options, { stdio: 'ignore' });
  await Promise.race([
    once(server, 'spawn'),
    once(server, 'error').then(() => {
      throw new Error('redis-server is not on the PATH');
    }),
  ]);
  const connection = new Redis(url, { retryStrategy: () => 100, maxRetriesPerRequest: 100 });
  connection.on('error', () => undefined);
  await connection.ping();
  connection.disconnect();
  return server;
}
