import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const heartbeatMilliseconds = 1_000;
const staleMilliseconds = 10_000;
const pollMilliseconds = 200;

/**
 * Runs `work` while no other process (or caller) does so for the same folder. The holder touches its lock every second;
 * a lock untouched for ten seconds belongs to nobody.
 * @throws the signal's reason if it aborts while waiting
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await mkdir(folder, { recursive: true });
  const lock = join(folder, '.lock');
  const owner = `${process.pid} ${randomUUID()}`;
  while (!(await take(lock, owner))) {
    signal?.throwIfAborted();
    await delay(pollMilliseconds, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined);
  }, heartbeatMilliseconds);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readFile(lock, 'utf8').catch(() => '')) === owner) await rm(lock, { force: true });
  }
}

async function take(lock: string, owner: string): Promise<boolean> {
  try {
    await writeFile(lock, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = await stat(lock).catch(() => null);
  if (found && Date.now() - found.mtimeMs > staleMilliseconds) {
    // Moved aside before it is removed: of two that find it stale, one moves it and the other finds nothing.
    const aside = `${lock}.${randomUUID()}`;
    await rename(lock, aside).then(
      () => rm(aside, { force: true }),
      () => undefined,
    );
  }
  return false;
}
