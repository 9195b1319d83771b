import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import { type Adapter, AdapterError } from './adapter.ts';
import { readAdapter } from './adapter-file.ts';

/** The adapters that come with the package; their card lies beside them. */
export const shippedAdapters = join(packageRoot, 'models', 'adapter', 'shipped');

/** Where a data folder keeps the adapters that were trained for it. */
export const adaptersOf = (dataDirectory: string): string => join(dataDirectory, 'adapters');

/** An adapter file on disk, and what is wrong with it if it cannot be used. */
export type ShelvedAdapter = { readonly path: string; readonly bytes: number; readonly shipped: boolean } & (
  | { readonly adapter: Adapter; readonly fault: null }
  | { readonly adapter: null; readonly fault: string }
);

/**
 * Reads every adapter file: those shipped, then those of the data folder. Of two of one name the later counts, so that a
 * publisher's own takes the shipped one's place.
 * @param madeFor hash of the base file; adapters of another are at fault. Not looked at where it is absent
 */
export function shelvedAdapters(dataDirectory: string, madeFor?: string): ShelvedAdapter[] {
  return [shippedAdapters, adaptersOf(dataDirectory)].flatMap((folder) =>
    filesIn(folder).map((path): ShelvedAdapter => {
      const place = { path, bytes: statSync(path).size, shipped: folder === shippedAdapters };
      try {
        const adapter = readAdapter(path);
        if (madeFor !== undefined && adapter.madeFor !== madeFor) {
          throw new AdapterError(`${path} was made for the model file ${adapter.madeFor}, not for ${madeFor}`);
        }
        return { ...place, adapter, fault: null };
      } catch (error) {
        if (!(error instanceof AdapterError)) throw error;
        return { ...place, adapter: null, fault: error.message };
      }
    }),
  );
}

/**
 * Copies an adapter file to the data folder's shelf, under its own name, once it has been read without fault.
 * @returns where it lies now
 * @throws AdapterError if it is damaged or was made for another model file
 */
export function shelve(path: string, dataDirectory: string, madeFor: string): string {
  if (!existsSync(path)) throw new AdapterError(`there is no file ${path}`);
  const adapter = readAdapter(path);
  if (adapter.madeFor !== madeFor) {
    throw new AdapterError(`${path} was made for the model file ${adapter.madeFor}, not for ${madeFor}`);
  }
  const folder = adaptersOf(dataDirectory);
  mkdirSync(folder, { recursive: true });
  const target = join(folder, `${adapter.name}.safetensors`);
  copyFileSync(path, `${target}.unfinished`);
  renameSync(`${target}.unfinished`, target);
  return target;
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.safetensors'))
    .sort()
    .map((name) => join(folder, name));
}
