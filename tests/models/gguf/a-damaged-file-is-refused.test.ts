import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelFileError } from '../../../models/file-range.ts';
import { openGgufDecoderWeights } from '../../../models/gguf/gguf-decoder-weights.ts';
import { openGguf } from '../../../models/gguf/gguf-file.ts';
import { type WrittenTensor, writeGguf } from './write-gguf.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-gguf-'));
const path = join(folder, 'model.gguf');
const tensor = (change: Partial<WrittenTensor> = {}): WrittenTensor => ({
  name: 'token_embd.weight',
  shape: [4, 32],
  typeId: 8,
  data: new Uint8Array(136),
  ...change,
});
const metadata = { 'general.architecture': { type: 'text', value: 'llama' } } as const;

/** Writes bytes over the file at an offset. */
function overwrite(offset: number, value: bigint): void {
  const bytes = readFileSync(path);
  bytes.writeBigUInt64LE(value, offset);
  writeFileSync(path, bytes);
}

describe('a GGUF file that lies', () => {
  beforeAll(() => writeGguf(path, metadata, [tensor()]));
  afterAll(() => rmSync(folder, { recursive: true }));
  const refusal = (open: () => unknown): string => {
    try {
      open();
    } catch (error) {
      expect(error).toBeInstanceOf(ModelFileError);
      return (error as Error).message;
    }
    throw new Error('the file was accepted');
  };

  it('is read when it does not lie', () => {
    writeGguf(path, metadata, [tensor()]);
    expect(openGguf(path).tensor('token_embd.weight')).toMatchObject({ shape: [4, 32], bytes: 136 });
  });

  it('is refused at any length it was cut to, and never read past its end', () => {
    writeGguf(path, metadata, [tensor()]);
    const whole = readFileSync(path);
    const needed = openGguf(path).tensor('token_embd.weight');
    for (let length = 0; length < needed.offset + needed.bytes; length++) {
      writeFileSync(path, whole.subarray(0, length));
      refusal(() => openGguf(path));
    }
  });

  it('is refused if a tensor lies outside it', () => {
    writeGguf(path, metadata, [tensor({ offset: 64 })]);
    expect(refusal(() => openGguf(path))).toMatch(/outside the file/);
  });

  it('is refused if it states an absurd number of tensors, entries or elements', () => {
    for (const offset of [8, 16]) {
      writeGguf(path, metadata, [tensor()]);
      overwrite(offset, 1n << 40n);
      expect(refusal(() => openGguf(path))).toMatch(/damaged/);
    }
    writeGguf(path, metadata, [tensor({ shape: [2 ** 30, 2 ** 30] })]);
    expect(refusal(() => openGguf(path))).toMatch(/impossible shape/);
    writeGguf(path, { ...metadata, list: { type: 'texts', value: ['a'] } }, [tensor()]);
    overwrite(readFileSync(path).indexOf('list') + 4 + 8, 1n << 50n);
    expect(refusal(() => openGguf(path))).toMatch(/more than the file holds/);
  });

  it('is refused if a string is longer than the file, before memory is taken for it', () => {
    writeGguf(path, metadata, [tensor()]);
    overwrite(24, 1n << 52n);
    expect(refusal(() => openGguf(path))).toMatch(/truncated or damaged/);
  });

  it('is refused if a tensor is of a type we do not read, by the name of the tensor', () => {
    writeGguf(path, metadata, [tensor({ typeId: 19 })]);
    expect(refusal(() => openGguf(path))).toMatch(/token_embd\.weight is of type 19/);
  });

  it('is refused if two tensors share a name, or if it is no GGUF file at all', () => {
    writeGguf(path, metadata, [tensor(), tensor()]);
    expect(refusal(() => openGguf(path))).toMatch(/twice/);
    writeFileSync(path, 'PK\u0003\u0004 this is something else entirely');
    expect(refusal(() => openGguf(path))).toMatch(/no GGUF file/);
  });

  it('is refused as a decoder if its architecture is not one we build', () => {
    writeGguf(path, { 'general.architecture': { type: 'text', value: 'mamba' } }, [tensor()]);
    expect(refusal(() => openGgufDecoderWeights(path))).toMatch(/mamba.*llama, qwen2 and qwen3/);
  });

  it('says so if it shrank after it was opened', () => {
    writeGguf(path, metadata, [tensor()]);
    const file = openGguf(path);
    truncateSync(path, 160);
    expect(refusal(() => file.float('token_embd.weight'))).toMatch(/truncated/);
  });
});
