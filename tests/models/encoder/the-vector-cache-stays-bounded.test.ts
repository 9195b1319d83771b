import { expect, it } from 'vitest';
import { VectorCache } from '../../../models/encoder/vector-cache.ts';

it('keeps the texts used last, and no more than it may', () => {
  const cache = new VectorCache(2);
  cache.set('a', Float32Array.of(1));
  cache.set('b', Float32Array.of(2));
  expect(cache.get('a')).toEqual(Float32Array.of(1));
  cache.set('c', Float32Array.of(3));
  expect(cache.size).toBe(2);
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toEqual(Float32Array.of(1));
});
