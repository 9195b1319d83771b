import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { ModelFileError } from '../file-range.ts';
import type { CatalogueFile } from './catalogue-entry.ts';

/** A file's sha256 in hex, read as a stream. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** @throws ModelFileError naming both sizes or both hashes if the file at `path` is not the catalogue's */
export async function checkFile(path: string, file: CatalogueFile, signal?: AbortSignal): Promise<void> {
  const { size } = await stat(path);
  if (size !== file.bytes) throw mismatch(path, `${size} bytes long`, `${file.bytes} bytes`);
  const sha256 = await hashFile(path, signal);
  if (sha256 !== file.sha256) throw mismatch(path, `sha256 ${sha256}`, `sha256 ${file.sha256}`);
}

function mismatch(path: string, found: string, wanted: string): ModelFileError {
  return new ModelFileError(
    `${path} is not the file the catalogue names: it is ${found}, and should be ${wanted}. Remove it and pull the model again.`,
  );
}

/**
 * As `checkFile`, but hashes again only when size or time of change differ from those of the last check, which are kept
 * in a note beside the file: starting a server should not read every model through.
 */
export async function checkFileOnce(path: string, file: CatalogueFile, signal?: AbortSignal): Promise<void> {
  const { size, mtimeMs } = await stat(path);
  const note = `${path}.checked`;
  const seen = JSON.stringify({ sha256: file.sha256, size, mtimeMs });
  if ((await readFile(note, 'utf8').catch(() => '')) === seen) return;
  await rm(note, { force: true });
  await checkFile(path, file, signal);
  // The folder may be read-only, as a mounted model folder is; then each start hashes.
  await writeFile(note, seen).catch(() => undefined);
}
