import { readdir, stat, symlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

/** A file as the caller named it, and a path to it that DuckDB takes literally. */
export interface LogFile {
  /** Place in the report's list of files. */
  readonly index: number;
  readonly shown: string;
  readonly name: string;
  readonly path: string;
}

/** Every file under the given files and folders, in a fixed order. Throws where a path does not exist. */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const status = await stat(path).catch(() => undefined);
    if (!status) throw new Error(`paths: there is no file or folder ${path}`);
    if (!status.isDirectory()) {
      found.push(path);
      continue;
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    found.push(
      ...entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort(),
    );
  }
  return [...new Set(found)];
}

/**
 * The file under a path that DuckDB does not read as a pattern or an address: absolute, and where the name holds
 * `*`, `?`, `[` or `{`, a link to it in `linkFolder`.
 */
export async function openLogFile(path: string, index: number, linkFolder: string): Promise<LogFile> {
  const absolute = resolve(path);
  const name = basename(absolute);
  if (!/[*?[\]{}]/.test(absolute)) return { index, shown: path, name, path: absolute };
  const link = join(linkFolder, `file-${index}${name.toLowerCase().endsWith('.gz') ? '.gz' : ''}`);
  await symlink(absolute, link);
  return { index, shown: path, name, path: link };
}
