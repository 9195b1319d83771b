import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogueEntry, type CatalogueFile, filesOf } from './catalogue-entry.ts';
import { type FileSource, SourceUnavailable } from './file-source.ts';
import { checkFile, checkFileOnce } from './file-verification.ts';
import { withFolderLock } from './folder-lock.ts';
import { folderSource } from './folder-source.ts';
import { hubSource } from './hub-source.ts';
import { modelsDirectory } from './models-directory.ts';
import { pythonPackageSource } from './python-package-source.ts';

/** How far the pull of a file is. `total` is what the source transfers, which for a wheel is not the file's size. */
export interface PullProgress {
  readonly model: string;
  readonly file: string;
  readonly source: string;
  readonly bytes: number;
  readonly total: number;
}

export interface EnsureOptions {
  /** Where models lie; `modelsDirectory()` if not given. */
  readonly directory?: string;
  /** Folders to look in before any network, besides `directory` itself. */
  readonly folders?: readonly string[];
  readonly onProgress?: (progress: PullProgress) => void;
  readonly signal?: AbortSignal;
  /** Sources in the order they are tried; local folders, the hub, then the Python package if not given. */
  readonly sources?: readonly FileSource[];
}

/** A model that is on disk and whose every file has been checked. */
export interface LocalModel {
  readonly entry: CatalogueEntry;
  /** The weights' file. */
  readonly path: string;
  /** The model's folder. */
  readonly folder: string;
  /** Each file's place by its path in the catalogue. */
  readonly files: Readonly<Record<string, string>>;
}

/** The folder of a model. */
export function modelFolder(entry: CatalogueEntry, directory = modelsDirectory()): string {
  return join(directory, entry.name);
}

/**
 * Makes sure that a model's files are on disk and are the catalogue's very files, fetching what is missing from the first
 * source that yields it. Safe when several processes ask at once: one fetches, the others wait.
 * @throws ModelFileError if a file that is there has another hash; Error naming each source's reason if none yields a file
 */
export async function ensureModel(entry: CatalogueEntry, options: EnsureOptions = {}): Promise<LocalModel> {
  const directory = options.directory ?? modelsDirectory();
  const folder = modelFolder(entry, directory);
  const local = localModel(entry, folder);
  if (Object.values(local.files).some((path) => !existsSync(path))) {
    await withFolderLock(folder, () => fetchMissing(entry, local, directory, options), options.signal);
  }
  for (const file of filesOf(entry)) await checkFileOnce(local.files[file.path]!, file, options.signal);
  return local;
}

/**
 * Hashes every file of a model anew.
 * @returns what is wrong, one line a file; empty if the model is whole
 */
export async function verifyModel(entry: CatalogueEntry, directory = modelsDirectory()): Promise<string[]> {
  const local = localModel(entry, modelFolder(entry, directory));
  const faults: string[] = [];
  for (const file of filesOf(entry)) {
    const path = local.files[file.path]!;
    if (!existsSync(path)) faults.push(`${path} is missing`);
    else await checkFile(path, file).catch((error: Error) => faults.push(error.message));
  }
  return faults;
}

function localModel(entry: CatalogueEntry, folder: string): LocalModel {
  const files = Object.fromEntries(filesOf(entry).map((file) => [file.path, join(folder, file.path)]));
  return { entry, folder, path: files[entry.file.path]!, files };
}

async function fetchMissing(
  entry: CatalogueEntry,
  local: LocalModel,
  directory: string,
  options: EnsureOptions,
): Promise<void> {
  const folders = [directory, ...(options.folders ?? [])].map((folder) => folderSource(folder, entry.name));
  const sources = options.sources ?? [...folders, hubSource(), pythonPackageSource()];
  try {
    for (const file of filesOf(entry)) {
      const target = local.files[file.path]!;
      if (!existsSync(target)) await fetchFile(entry, file, target, sources, options);
    }
  } finally {
    for (const source of sources) await source.close();
  }
}

/** Tries the sources in turn. A source that yields another file stops the search: that is to be seen, not worked around. */
async function fetchFile(
  entry: CatalogueEntry,
  file: CatalogueFile,
  target: string,
  sources: readonly FileSource[],
  options: EnsureOptions,
): Promise<void> {
  const reasons: string[] = [];
  for (const source of sources.filter((candidate) => candidate.offers(file))) {
    options.signal?.throwIfAborted();
    const onBytes = (bytes: number, total: number) =>
      options.onProgress?.({ model: entry.name, file: file.path, source: source.name, bytes, total });
    try {
      await source.fetch(file, target, { signal: options.signal, onBytes });
      return;
    } catch (error) {
      if (!(error instanceof SourceUnavailable)) throw error;
      reasons.push(`${source.name}: ${error.message}`);
    }
  }
  throw new Error(
    `${file.path} of ${entry.name} could not be fetched; lay it at ${target}, or cure one of these: ${reasons.join('; ')}`,
  );
}
