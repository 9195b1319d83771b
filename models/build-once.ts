import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory whole or not at all: `build` fills a directory beside it, which then takes the name. If another
 * process was quicker, its directory stands. A directory that exists is taken as it is.
 */
export function buildOnce(directory: string, build: (unfinished: string) => void): void {
  if (existsSync(directory)) return;
  mkdirSync(dirname(directory), { recursive: true });
  const unfinished = `${directory}.building-${randomUUID()}`;
  mkdirSync(unfinished);
  try {
    build(unfinished);
    renameSync(unfinished, directory);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
}
