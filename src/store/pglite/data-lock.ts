import { mkdir, open, readFile, realpath, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, processIdentity } from './process-identity.ts';

/** Who holds a data folder. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO-8601. */
  readonly startedAt: string;
  /** Tells the process from a later one of the same number. */
  readonly identity: string | null;
  /** Where its API listens, once it does. */
  readonly url: string | null;
}

/** Another process (or another part of this one) holds the data folder. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse';
  readonly holder: LockHolder;
  constructor(folder: string, holder: LockHolder) {
    const where = holder.host === hostname() ? '' : ` on host ${holder.host}`;
    const address = holder.url ? ` and serves ${holder.url}` : '';
    super(
      `the data folder ${folder} is in use: process ${holder.pid}${where} has held it since ${holder.startedAt}${address}. ` +
        'Use that server, stop it first, or set MASTHEAD_DATA_DIR to another folder; several processes can share one store only through DATABASE_URL',
    );
    this.holder = holder;
  }
}

/** A data folder that is ours until released. */
export interface DataLock {
  /** Writes the API's address into the lock, for commands to find. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

const lockName = 'masthead.lock';
/** The holder touches its lock this often; across hosts, where processes cannot be looked up, silence means death. */
const touchEveryMilliseconds = 5000;
const silenceOfTheDeadMilliseconds = 30_000;

/** Folders held by this process, so that a lock with its own number is known to be its own or a stranger's. */
const heldHere = new Set<string>();

/**
 * Takes the folder, making it if need be. The lock of a process that is gone (killed, crashed, another boot) is taken over.
 * @throws {DataFolderInUse} naming the holder and the cure
 */
export async function lockDataFolder(folder: string): Promise<DataLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const real = await realpath(folder);
  const path = join(real, lockName);
  let holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
    identity: processIdentity(process.pid),
    url: null,
  };
  while (!(await createExclusively(path, holder))) {
    const present = await readHolder(path);
    if (present && (await isHeld(path, real, present))) throw new DataFolderInUse(folder, present);
    await removeStale(path, real);
  }
  heldHere.add(real);
  const touching = setInterval(
    () => void utimes(path, new Date(), new Date()).catch(() => undefined),
    touchEveryMilliseconds,
  );
  touching.unref();
  return {
    announce: async (url) => {
      holder = { ...holder, url };
      // Through a rename, so that a reader never sees half a lock.
      await writeFile(`${path}.${process.pid}`, JSON.stringify(holder), { mode: 0o600 });
      await rename(`${path}.${process.pid}`, path);
    },
    release: async () => {
      clearInterval(touching);
      await rm(path, { force: true });
      heldHere.delete(real);
    },
  };
}

/** Who holds a data folder now; null if nobody does, the folder does not exist, or its holder is gone. */
export async function readLock(folder: string): Promise<LockHolder | null> {
  const path = join(folder, lockName);
  const holder = await readHolder(path);
  if (!holder) return null;
  return (await isHeld(path, await realpath(folder), holder)) ? holder : null;
}

async function createExclusively(path: string, holder: LockHolder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(holder));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** null when there is no lock, or one that was cut off in being written. */
async function readHolder(path: string): Promise<LockHolder | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as LockHolder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      if (!(error instanceof SyntaxError)) throw error;
      // Its maker may be between opening and writing; one that died there has left it for good.
      if (attempt === 5) return null;
      await sleep(50);
    }
  }
}

async function isHeld(path: string, real: string, holder: LockHolder): Promise<boolean> {
  if (holder.host !== hostname()) {
    const touched = await stat(path).catch(() => null);
    return touched !== null && Date.now() - touched.mtimeMs < silenceOfTheDeadMilliseconds;
  }
  // In a container every first process has the same number: ours counts only if we took the folder.
  if (holder.pid === process.pid) return heldHere.has(real);
  return isRunning(holder.pid, holder.identity);
}

/** Removes a stale lock; of several processes that see it one does, and looks again before it does. */
async function removeStale(path: string, real: string): Promise<void> {
  const turn = `${path}.takeover`;
  try {
    await mkdir(turn);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const begun = await stat(turn).catch(() => null);
    if (begun && Date.now() - begun.mtimeMs > silenceOfTheDeadMilliseconds) await rmdir(turn).catch(() => undefined);
    await sleep(50);
    return;
  }
  try {
    const present = await readHolder(path);
    if (!present || !(await isHeld(path, real, present))) await rm(path, { force: true });
  } finally {
    await rmdir(turn).catch(() => undefined);
  }
}
