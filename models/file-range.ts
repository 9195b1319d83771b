import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A model file that cannot be what it should be: truncated, inconsistent, or of a kind we do not read. */
export class ModelFileError extends Error {
  override name = 'ModelFileError';
}

/** Reads `length` bytes at `offset` of a file. @throws ModelFileError if the file ends before that */
export function readRange(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    if (offset < 0 || length < 0 || offset + length > fstatSync(file).size) {
      throw new ModelFileError(`${path} ends before byte ${offset + length}: it is truncated; fetch it again`);
    }
    const bytes = new Uint8Array(length);
    let read = 0;
    while (read < length) {
      const got = readSync(file, bytes, read, Math.min(length - read, 1 << 30), offset + read);
      if (got === 0) throw new ModelFileError(`${path} shrank while it was read`);
      read += got;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** sha256 of a whole file, in hex. Blocks the thread (a third of a second for 100 MB): for workers and builds. */
export function fileSha256Sync(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    const chunk = new Uint8Array(1 << 20);
    for (;;) {
      const got = readSync(file, chunk, 0, chunk.length, null);
      if (got === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, got));
    }
  } finally {
    closeSync(file);
  }
}
