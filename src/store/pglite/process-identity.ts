import { readFileSync } from 'node:fs';

/**
 * What tells a process from a later one that was given the same number: on Linux the boot and the clock tick in which it
 * began (proc(5), `stat` field 22); null where that cannot be read.
 */
export function processIdentity(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces and brackets of its own.
    const startTick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${startTick}`;
  } catch {
    return null;
  }
}

/** Whether the process of that number runs, and is the one that had `identity` (null: unknown, the number decides). */
export function isRunning(pid: number, identity: string | null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const present = processIdentity(pid);
  return identity === null || present === null || identity === present;
}
