import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openGgufDecoderWeights } from '../../../models/gguf/gguf-decoder-weights.ts';
import { writeGguf } from './write-gguf.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-gguf-'));

/** Two query heads of four rows, one key head; each row filled with its own number. */
function write(architecture: string): string {
  const path = join(folder, `${architecture}.gguf`);
  const rows = (count: number) =>
    new Uint8Array(Float32Array.from({ length: count * 8 }, (_, place) => Math.floor(place / 8)).buffer);
  const number = (value: number) => ({ type: 'number', value }) as const;
  writeGguf(
    path,
    {
      'general.architecture': { type: 'text', value: architecture },
      [`${architecture}.block_count`]: number(1),
      [`${architecture}.embedding_length`]: number(8),
      [`${architecture}.attention.head_count`]: number(2),
      [`${architecture}.attention.head_count_kv`]: number(1),
      [`${architecture}.feed_forward_length`]: number(16),
      [`${architecture}.attention.layer_norm_rms_epsilon`]: number(1e-5),
      [`${architecture}.context_length`]: number(128),
    },
    [
      { name: 'token_embd.weight', shape: [10, 8], typeId: 0, data: rows(10) },
      { name: 'blk.0.attn_q.weight', shape: [8, 8], typeId: 0, data: rows(8) },
      { name: 'blk.0.attn_k.weight', shape: [4, 8], typeId: 0, data: rows(4) },
      { name: 'blk.0.attn_v.weight', shape: [4, 8], typeId: 0, data: rows(4) },
    ],
  );
  return path;
}

const rowNumbers = (values: Float32Array) => [...values].filter((_, place) => place % 8 === 0);
const projection = (part: string) => `model.layers.0.self_attn.${part}_proj.weight`;

describe('rows of queries and keys', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are put back into halves for the llama architecture, head by head; values stay', () => {
    const weights = openGgufDecoderWeights(write('llama'));
    expect(rowNumbers(weights.float(projection('q')))).toEqual([0, 2, 1, 3, 4, 6, 5, 7]);
    expect(rowNumbers(weights.float(projection('k')))).toEqual([0, 2, 1, 3]);
    expect(rowNumbers(weights.float(projection('v')))).toEqual([0, 1, 2, 3]);
  });

  it('stay as they are for qwen, whose files are not permuted', () => {
    const weights = openGgufDecoderWeights(write('qwen2'));
    expect(rowNumbers(weights.float(projection('q')))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('come with the shape that the metadata states', () => {
    const weights = openGgufDecoderWeights(write('llama'), { name: 'small' });
    expect(weights.config).toMatchObject({ heads: 2, keyValueHeads: 1, headDimension: 4, vocabularySize: 10 });
    expect(weights.config.tiedEmbeddings).toBe(true);
    expect(weights.names()).toContain('model.embed_tokens.weight');
    expect(weights.shape(projection('k'))).toEqual([4, 8]);
    expect(weights.fourBit(projection('q'))).toBeNull();
    expect(weights.fileSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(() => weights.float('model.layers.1.mlp.up_proj.weight')).toThrow(/holds no tensor/);
  });
});
