import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogueEntry, filesOf } from './catalogue-entry.ts';
import { catalogue } from './default-models.ts';
import { modelFolder } from './ensure-model.ts';
import { modelsDirectory } from './models-directory.ts';

export interface ListedModel {
  readonly entry: CatalogueEntry;
  readonly folder: string;
  /** All files are there; whether they are the right ones, `verifyModel` tells. */
  readonly present: boolean;
  /** Of all its files. */
  readonly bytes: number;
}

/** What the catalogue knows, and what of it is on disk. */
export function listModels(directory = modelsDirectory()): ListedModel[] {
  return catalogue.map((entry) => {
    const folder = modelFolder(entry, directory);
    const files = filesOf(entry);
    return {
      entry,
      folder,
      present: files.every((file) => existsSync(join(folder, file.path))),
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    };
  });
}

/** The catalogue's entry of that name. @throws Error naming those there are */
export function modelNamed(name: string): CatalogueEntry {
  const entry = catalogue.find((candidate) => candidate.name === name);
  if (entry) return entry;
  throw new Error(`the catalogue has no model "${name}"; it has: ${catalogue.map((known) => known.name).join(', ')}`);
}
