import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { DataFolderInUse, lockDataFolder, readLock } from '../../src/store/pglite/data-lock.ts';
import { processIdentity } from '../../src/store/pglite/process-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'masthead-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, 'masthead.lock');

function writeLock(changes: Record<string, unknown>): void {
  const holder = {
    pid: process.pid,
    host: hostname(),
    startedAt: '2026-01-01T00:00:00.000Z',
    identity: null,
    url: null,
  };
  writeFileSync(lockFile(), JSON.stringify({ ...holder, ...changes }));
}

/** A process that lives until killed. */
async function startSleeper() {
  const sleeper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(sleeper, 'spawn');
  return sleeper;
}

test('a second server on the same folder is refused, told who holds it and what to do', async () => {
  const store = await openStore({ dataDirectory: folder });
  await store.announce('http://127.0.0.1:4300');
  const refusal = await openStore({ dataDirectory: folder }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DataFolderInUse);
  expect((refusal as Error).message).toContain(`process ${process.pid}`);
  expect((refusal as Error).message).toContain('http://127.0.0.1:4300');
  expect((refusal as Error).message).toContain('MASTHEAD_DATA_DIR');
  expect(await readLock(folder)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:4300' });
  await store.close();
  expect(await readLock(folder)).toBeNull();
});

test('the lock of a living process holds, and falls when the process is killed', async () => {
  const sleeper = await startSleeper();
  writeLock({ pid: sleeper.pid, identity: processIdentity(sleeper.pid!) });
  await expect(lockDataFolder(folder)).rejects.toThrow(`process ${sleeper.pid}`);
  sleeper.kill('SIGKILL');
  await once(sleeper, 'exit');
  expect(await readLock(folder)).toBeNull();
  const lock = await lockDataFolder(folder);
  expect(await readLock(folder)).toMatchObject({ pid: process.pid });
  await lock.release();
});

test('a stranger that was given the number of the dead holder does not hold the folder', async () => {
  const sleeper = await startSleeper();
  if (processIdentity(sleeper.pid!) !== null) {
    writeLock({ pid: sleeper.pid, identity: 'another boot/1' });
    await (await lockDataFolder(folder)).release();
  }
  // A container's first process always has the same number, which is then our own.
  writeLock({ pid: process.pid });
  await (await lockDataFolder(folder)).release();
  sleeper.kill('SIGKILL');
});

test('a lock that was cut off in being written is taken over', async () => {
  writeFileSync(lockFile(), '{"pid":');
  const lock = await lockDataFolder(folder);
  expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test('a holder on another host counts until it has been silent for long', async () => {
  writeLock({ host: 'elsewhere' });
  await expect(lockDataFolder(folder)).rejects.toThrow('on host elsewhere');
  const { utimesSync } = await import('node:fs');
  const longAgo = new Date(Date.now() - 120_000);
  utimesSync(lockFile(), longAgo, longAgo);
  await (await lockDataFolder(folder)).release();
});

test('of many that find a dead lock at once, one gets the folder', async () => {
  mkdirSync(folder, { recursive: true });
  writeLock({ pid: 2_000_000_000 });
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataFolder(folder)));
  const won = tries.filter((attempt) => attempt.status === 'fulfilled');
  expect(won).toHaveLength(1);
  for (const attempt of won) await attempt.value.release();
});
