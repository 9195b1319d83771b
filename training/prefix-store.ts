import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attentionShape } from '../models/decoder/decoder-inputs.ts';
import type { DecoderConfig } from '../models/decoder/decoder-weights.ts';
import { floatToHalf, halfToFloat } from '../models/half-float.ts';
import type { LanguageModel, PrefixCacheContent } from '../models/language-model.ts';

/** Gives keys and values of prefixes, from a folder where they were kept or from the served model. */
export interface PrefixStore {
  /** @throws what the model's prefixCache throws */
  content(prefix: readonly number[]): Promise<PrefixCacheContent>;
}

let halfTable: Float32Array | undefined;

/**
 * A store over the served model. With a folder, what was computed once is kept there in half precision (about 23 kB a
 * token of SmolLM2-135M), by model file, quantization and ids, and read from there in later passes and runs; then the
 * values are rounded to half precision from the first use on, so that every pass sees the same ones.
 */
export function prefixStore(
  model: Pick<LanguageModel, 'prefixCache' | 'identity'>,
  config: DecoderConfig,
  folder?: string,
): PrefixStore {
  if (folder === undefined) return { content: (prefix) => model.prefixCache(prefix, { lane: 'bulk' }) };
  const { fileSha256, quantization } = model.identity;
  const home = join(folder, `${fileSha256.slice(0, 16)}-${quantization}`);
  mkdirSync(home, { recursive: true });
  return {
    async content(prefix) {
      const name = createHash('sha256').update(prefix.join()).digest('hex');
      const path = join(home, `${name}.f16`);
      const kept = await readFile(path).catch(() => undefined);
      if (kept) return unpacked(kept, prefix.length, config);
      const packed = pack(await model.prefixCache(prefix, { lane: 'bulk' }));
      const unfinished = `${path}.${randomUUID()}`;
      await writeFile(unfinished, packed);
      await rename(unfinished, path);
      return unpacked(packed, prefix.length, config);
    },
  };
}

/** Keys of all layers, then values. */
function pack({ keys, values }: PrefixCacheContent): Uint8Array<ArrayBuffer> {
  const parts = [...keys, ...values];
  const halves = new Uint16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) for (let index = 0; index < part.length; index++) halves[at++] = floatToHalf(part[index]!);
  return new Uint8Array(halves.buffer);
}

function unpacked(bytes: Uint8Array, length: number, config: DecoderConfig): PrefixCacheContent {
  const { keyValueHeads, width } = attentionShape(config);
  const size = keyValueHeads * length * width;
  if (bytes.length !== 4 * size * config.layers) throw new Error('a kept prefix is cut off: delete the prefix folder');
  halfTable ??= Float32Array.from({ length: 65536 }, (_, bits) => halfToFloat(bits));
  const table = halfTable;
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const part = (index: number): Float32Array => {
    const floats = new Float32Array(size);
    const from = index * size;
    for (let at = 0; at < size; at++) floats[at] = table[halves[from + at]!]!;
    return floats;
  };
  const parts = (from: number) => Array.from({ length: config.layers }, (_, layer) => part(from + layer));
  return { length, keys: parts(0), values: parts(config.layers) };
}
