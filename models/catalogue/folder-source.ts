import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CatalogueFile } from './catalogue-entry.ts';
import { type FileSource, SourceUnavailable } from './file-source.ts';
import { dropPartial, receiveFile } from './partial-file.ts';

/** Finds files that someone laid into a folder: under the model's name, or flat. For machines without a network. */
export function folderSource(folder: string, modelName: string): FileSource {
  return {
    name: `folder ${folder}`,
    offers: () => true,
    async fetch(file, target, pull) {
      const found = await locate(folder, modelName, file, target);
      if (!found) throw new SourceUnavailable(`${folder} holds no ${file.path}`);
      await dropPartial(target);
      const stream = createReadStream(found, { highWaterMark: 1 << 20, signal: pull.signal });
      const onBytes = (bytes: number) => pull.onBytes(bytes, file.bytes);
      await receiveFile({ stream, file, target, from: 0, source: found, onBytes });
    },
    close: async () => undefined,
  };
}

async function locate(folder: string, modelName: string, file: CatalogueFile, target: string): Promise<string | null> {
  for (const path of [join(folder, modelName, file.path), join(folder, basename(file.path))]) {
    const found = await stat(path).catch(() => null);
    // Names such as config.json are everybody's: lying flat, only one of the right size is meant.
    if (found?.isFile() && path !== target && (found.size === file.bytes || !/\.json$/.test(path))) return path;
  }
  return null;
}
