import { createHash } from 'node:crypto';
import type { Item } from '../../datasets/item.ts';
import type { Lane } from '../../models/language-model.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { itemText } from './item-text.ts';

/** Gives items their vectors, computing each text once. */
export interface ItemVectors {
  /** Unit vectors by item id. */
  vectorsOf(
    items: readonly Item[],
    options?: { lane?: Lane; signal?: AbortSignal },
  ): Promise<Map<string, Float32Array>>;
}

/** Where computed vectors are kept, by content key; the store may stand behind it. */
export interface VectorCache {
  get(keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  set(entries: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** A cache in memory that forgets the least recently used beyond `capacity` vectors (1.5 kB each at 384 dimensions). */
export function memoryVectorCache(capacity = 20_000): VectorCache {
  const kept = new Map<string, Float32Array>();
  const touch = (key: string, vector: Float32Array) => {
    kept.delete(key);
    kept.set(key, vector);
  };
  return {
    async get(keys) {
      const found = new Map<string, Float32Array>();
      for (const key of keys) {
        const vector = kept.get(key);
        if (!vector) continue;
        touch(key, vector);
        found.set(key, vector);
      }
      return found;
    },
    async set(entries) {
      for (const [key, vector] of entries) touch(key, vector);
      for (const key of kept.keys()) {
        if (kept.size <= capacity) break;
        kept.delete(key);
      }
    },
  };
}

/** Names a text's vector: the encoder's file and the text, so that either's change makes a new one. */
export const vectorKey = (encoderSha256: string, text: string): string =>
  createHash('sha256').update(encoderSha256).update('\0').update(text).digest('hex');

/** Item vectors by a sentence encoder, cached by content. */
export function encodedItemVectors(encoder: SentenceEncoder, cache: VectorCache = memoryVectorCache()): ItemVectors {
  return {
    async vectorsOf(items, options) {
      const texts = items.map(itemText);
      const keys = texts.map((text) => vectorKey(encoder.identity.fileSha256, text));
      const vectors = new Map(await cache.get([...new Set(keys)]));
      const missing = new Map<string, string>();
      for (const [index, key] of keys.entries()) if (!vectors.has(key)) missing.set(key, texts[index]!);
      if (missing.size > 0) {
        const encoded = await encoder.encode([...missing.values()], options);
        const fresh = new Map([...missing.keys()].map((key, index) => [key, encoded[index]!]));
        await cache.set(fresh);
        for (const [key, vector] of fresh) vectors.set(key, vector);
      }
      return new Map(items.map((item, index) => [item.id, vectors.get(keys[index]!)!]));
    },
  };
}
