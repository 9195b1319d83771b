import { basename } from 'node:path';
import { type ShelvedAdapter, shelvedAdapters } from '../../models/adapter/adapter-shelf.ts';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { readConfiguration } from '../configuration.ts';
import { table } from './output.ts';

/** Every adapter on disk, shipped ones first, read and checked against the default language model. */
export function listAdapters(): ShelvedAdapter[] {
  return shelvedAdapters(readConfiguration().dataDirectory, defaultLanguageModel.file.sha256);
}

/** An adapter in a few words and numbers; of one that cannot be used only what is wrong. */
export function adapterSummary({ path, bytes, shipped, adapter, fault }: ShelvedAdapter) {
  const place = { path, bytes, shipped, fault };
  if (!adapter) return { name: basename(path), ...place };
  const { name, version, task, promptVersion, rank, trainedOn, madeFor, fileSha256 } = adapter;
  return { name, version, task, promptVersion, rank, trainedOn, madeFor, sha256: fileSha256, ...place };
}

export function adapterTable(adapters: readonly ShelvedAdapter[]): string[] {
  return table(
    ['adapter', 'task', 'rank', 'size', 'from', 'state'],
    adapters.map(({ path, bytes, shipped, adapter, fault }) => [
      adapter ? `${adapter.name}@${adapter.version}` : basename(path),
      adapter?.task ?? '',
      adapter ? String(adapter.rank) : '',
      `${(bytes / 1_000_000).toFixed(1)} MB`,
      shipped ? 'the package' : 'the data folder',
      fault ?? 'whole',
    ]),
  );
}
