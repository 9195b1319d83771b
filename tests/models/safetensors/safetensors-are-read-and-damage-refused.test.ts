import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelFileError } from '../../../models/file-range.ts';
import { openSafetensorsDecoderWeights } from '../../../models/safetensors/safetensors-decoder-weights.ts';
import { openSafetensors } from '../../../models/safetensors/safetensors-file.ts';
import { openSafetensorsFolder } from '../../../models/safetensors/safetensors-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-safetensors-'));
const path = join(folder, 'model.safetensors');

function write(header: unknown, data: Uint8Array, target = path): void {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(target, Buffer.concat([length, text, data]));
}

const entry = (dtype: string, shape: number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  beforeEach(() => rmSync(path, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives single, half and brain floats', () => {
    const data = Buffer.alloc(12);
    data.writeFloatLE(1.5, 0);
    data.writeFloatLE(-2, 4);
    data.writeUInt16LE(0x3e00, 8); // 1.5 in binary16
    data.writeUInt16LE(0xc000, 10); // −2 in bfloat16
    write({ a: entry('F32', [2], 0, 8), b: entry('F16', [1], 8, 10), c: entry('BF16', [1, 1], 10, 12) }, data);
    const file = openSafetensors(path);
    expect([...file.float('a')]).toEqual([1.5, -2]);
    expect([...file.float('b')]).toEqual([1.5]);
    expect([...file.float('c')]).toEqual([-2]);
  });

  it.each([
    ['a header longer than the file', () => writeFileSync(path, Buffer.alloc(16, 0xff))],
    ['a header that is not JSON', () => write('{"a":', new Uint8Array(8))],
    ['a file of three bytes', () => writeFileSync(path, 'abc')],
    ['a tensor outside the file', () => write({ a: entry('F32', [4], 0, 16) }, new Uint8Array(8))],
    ['offsets that run backwards', () => write({ a: entry('F32', [0], 8, 4) }, new Uint8Array(8))],
    ['negative offsets', () => write({ a: entry('F32', [1], -4, 0) }, new Uint8Array(8))],
    [
      'a shape that does not fit its bytes',
      () => write({ a: entry('F32', [1 << 30, 1 << 30], 0, 8) }, new Uint8Array(8)),
    ],
    ['an entry that is no tensor', () => write({ a: null }, new Uint8Array(8))],
  ])('refuses %s', (_, damage) => {
    damage();
    expect(() => openSafetensors(path)).toThrow(ModelFileError);
  });

  it('reads a folder of shards, and refuses one that names a file elsewhere', () => {
    const values = (number: number) => new Uint8Array(Float32Array.of(number).buffer);
    write({ a: entry('F32', [1], 0, 4) }, values(1), join(folder, 'one.safetensors'));
    write({ b: entry('F32', [1], 0, 4) }, values(2), join(folder, 'two.safetensors'));
    const index = (shards: Record<string, string>) =>
      writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: shards }));
    index({ a: 'one.safetensors', b: 'two.safetensors' });
    const { files, sha256 } = openSafetensorsFolder(folder);
    expect([...files.get('b')!.float('b')]).toEqual([2]);
    const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
    const shard = (name: string) => hash(readFileSync(join(folder, name)));
    expect(sha256()).toBe(hash(shard('one.safetensors') + shard('two.safetensors')));
    index({ a: '../one.safetensors' });
    expect(() => openSafetensorsFolder(folder)).toThrow(/outside the folder/);
    index({ b: 'one.safetensors' });
    expect(() => openSafetensorsFolder(folder)).toThrow(/holds no tensor b/);
  });

  it('opens a decoder by its config.json and refuses what our graphs lack', () => {
    write({ 'model.embed_tokens.weight': entry('F32', [3, 2], 0, 24) }, new Uint8Array(24));
    const config = {
      model_type: 'qwen3',
      num_hidden_layers: 2,
      hidden_size: 2,
      num_attention_heads: 1,
      head_dim: 4,
      intermediate_size: 4,
      vocab_size: 3,
      rms_norm_eps: 1e-6,
      rope_theta: 1_000_000,
      tie_word_embeddings: true,
      max_position_embeddings: 64,
    };
    const state = (change: object) =>
      writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, ...change }));
    state({});
    const weights = openSafetensorsDecoderWeights(folder);
    expect(weights.config).toMatchObject({ architecture: 'qwen3', headDimension: 4, keyValueHeads: 1, ropeBase: 1e6 });
    expect(weights.shape('model.embed_tokens.weight')).toEqual([3, 2]);
    state({ model_type: 'gpt_neox' });
    expect(() => openSafetensorsDecoderWeights(folder)).toThrow(/gpt_neox/);
    state({ rope_scaling: { rope_type: 'llama3', factor: 8 } });
    expect(() => openSafetensorsDecoderWeights(folder)).toThrow(/rotary/);
  });
});
