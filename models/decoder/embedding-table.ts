import { closeSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecoderWeights } from './decoder-weights.ts';

/** The model's input embeddings, in memory that threads share. */
export interface EmbeddingTable {
  /** `vocabularySize × hiddenSize`, over a SharedArrayBuffer. */
  readonly rows: Float32Array<SharedArrayBuffer>;
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  /** Median Euclidean norm of the rows. */
  readonly medianNorm: number;
}

/** Writes the table and its median norm into `directory`. */
export function buildEmbeddingTable(weights: DecoderWeights, directory: string): void {
  const { vocabularySize, hiddenSize } = weights.config;
  const rows = weights.float('model.embed_tokens.weight');
  const norms = new Float64Array(vocabularySize);
  for (let id = 0; id < vocabularySize; id++) {
    let sum = 0;
    for (let at = id * hiddenSize; at < (id + 1) * hiddenSize; at++) sum += rows[at]! * rows[at]!;
    norms[id] = Math.sqrt(sum);
  }
  norms.sort();
  const middle = vocabularySize >> 1;
  const medianNorm = vocabularySize % 2 ? norms[middle]! : (norms[middle - 1]! + norms[middle]!) / 2;
  writeFileSync(join(directory, 'embeddings.f32'), new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  writeFileSync(join(directory, 'embeddings.json'), JSON.stringify({ vocabularySize, hiddenSize, medianNorm }));
}

/** Reads a table that `buildEmbeddingTable` wrote. @throws if the file is shorter than it says */
export function openEmbeddingTable(directory: string): EmbeddingTable {
  const { vocabularySize, hiddenSize, medianNorm } = JSON.parse(
    readFileSync(join(directory, 'embeddings.json'), 'utf8'),
  ) as Omit<EmbeddingTable, 'rows'>;
  const bytes = new Uint8Array(new SharedArrayBuffer(vocabularySize * hiddenSize * 4));
  const path = join(directory, 'embeddings.f32');
  const file = openSync(path, 'r');
  try {
    let read = 0;
    while (read < bytes.length) {
      const count = readSync(file, bytes, read, bytes.length - read, read);
      if (count === 0) throw new Error(`${path} is cut off; delete its directory and it will be built again`);
      read += count;
    }
  } finally {
    closeSync(file);
  }
  return { rows: new Float32Array(bytes.buffer), vocabularySize, hiddenSize, medianNorm };
}

/** The rows of `ids`, one after the other. @throws if an id is outside the vocabulary */
export function embeddingRows(table: EmbeddingTable, ids: readonly number[]): Float32Array {
  const { hiddenSize, vocabularySize, rows } = table;
  const result = new Float32Array(ids.length * hiddenSize);
  ids.forEach((id, index) => {
    if (!Number.isInteger(id) || id < 0 || id >= vocabularySize) {
      throw new Error(`token id ${id} is outside the vocabulary of ${vocabularySize}`);
    }
    result.set(rows.subarray(id * hiddenSize, (id + 1) * hiddenSize), index * hiddenSize);
  });
  return result;
}
