import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileSha256Sync, ModelFileError } from '../file-range.ts';
import { openSafetensors, type SafetensorsFile } from './safetensors-file.ts';

/** The weights of a hub folder: `model.safetensors`, or the shards that `model.safetensors.index.json` names. */
export interface SafetensorsFolder {
  /** The file that holds each tensor. */
  readonly files: ReadonlyMap<string, SafetensorsFile>;
  /** sha256 of the one file, or of the shards' hashes in the order of their names. Blocks while it is computed. */
  sha256(): string;
}

/** @throws ModelFileError if weights are absent, damaged, or named outside the folder */
export function openSafetensorsFolder(folder: string): SafetensorsFolder {
  const single = join(folder, 'model.safetensors');
  if (existsSync(single)) {
    const file = openSafetensors(single);
    return {
      files: new Map([...file.tensors.keys()].map((name) => [name, file])),
      sha256: () => fileSha256Sync(single),
    };
  }
  const indexPath = join(folder, 'model.safetensors.index.json');
  if (!existsSync(indexPath)) throw new ModelFileError(`${folder} holds neither model.safetensors nor its index`);
  const index = JSON.parse(readFileSync(indexPath, 'utf8')) as { weight_map?: Record<string, string> };
  const shardNames = [...new Set(Object.values(index.weight_map ?? {}))].sort();
  const shards = new Map(shardNames.map((name) => [name, openShard(folder, name)]));
  const files = new Map<string, SafetensorsFile>();
  for (const [tensor, shard] of Object.entries(index.weight_map ?? {})) {
    const file = shards.get(shard)!;
    file.tensor(tensor);
    files.set(tensor, file);
  }
  const sha256 = () => {
    const hash = createHash('sha256');
    for (const shard of shards.values()) hash.update(fileSha256Sync(shard.path));
    return hash.digest('hex');
  };
  return { files, sha256 };
}

function openShard(folder: string, name: unknown): SafetensorsFile {
  if (typeof name !== 'string' || basename(name) !== name || name.includes('\\') || name.startsWith('.')) {
    throw new ModelFileError(`${folder}: the index names a shard outside the folder: ${String(name)}`);
  }
  return openSafetensors(join(folder, name));
}
