import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ModelFileError } from '../file-range.ts';
import type { CatalogueFile } from './catalogue-entry.ts';
import { hashFile } from './file-verification.ts';

/** Where a file grows until its hash is known: beside its place, so that the last move is atomic. */
export function partialPath(target: string): string {
  return join(dirname(target), `.${basename(target)}.partial`);
}

/** How many bytes of the file an earlier, interrupted pull left. */
export async function partialBytes(target: string): Promise<number> {
  return stat(partialPath(target)).then(
    (found) => found.size,
    () => 0,
  );
}

/** Removes what an earlier pull left. */
export async function dropPartial(target: string): Promise<void> {
  await rm(partialPath(target), { force: true });
}

/**
 * Writes a stream behind what is there already (`from` bytes), and moves the file into its place once size and hash are
 * the catalogue's. Too long or wrong: nothing is kept. Cut short: what came is kept, for the next try.
 * @throws ModelFileError naming both hashes
 */
export async function receiveFile(options: {
  stream: Readable;
  file: CatalogueFile;
  target: string;
  from: number;
  source: string;
  onBytes: (bytes: number) => void;
}): Promise<void> {
  const { stream, file, target, source } = options;
  const partial = partialPath(target);
  await mkdir(dirname(target), { recursive: true });
  const writer = createWriteStream(partial, { flags: options.from > 0 ? 'a' : 'w' });
  let bytes = options.from;
  const hash = createHash('sha256');
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > file.bytes) break;
      if (options.from === 0) hash.update(chunk);
      if (!writer.write(chunk)) await once(writer, 'drain');
      options.onBytes(bytes);
    }
  } finally {
    writer.end();
    await once(writer, 'close').catch(() => undefined);
  }
  if (bytes < file.bytes) throw new ModelFileError(`${source} ended after ${bytes} of ${file.bytes} bytes`);
  const sha256 = bytes > file.bytes ? null : options.from === 0 ? hash.digest('hex') : await hashFile(partial);
  if (sha256 !== file.sha256) {
    await dropPartial(target);
    const found = sha256 === null ? `is longer than ${file.bytes} bytes` : `has sha256 ${sha256}`;
    throw new ModelFileError(
      `${file.path} from ${source} ${found}; the catalogue names sha256 ${file.sha256}. Nothing was kept.`,
    );
  }
  await rename(partial, target);
}

/** Removes temporary folders that a killed pull left in a model's folder. */
export async function removeLeftovers(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    if (name.startsWith(prefix)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
