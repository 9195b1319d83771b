import { describe, expect, it } from 'vitest';
import { relevantPictures } from '../../profiles/denoise/picture-relevance.ts';

const query = Float32Array.of(1, 0);
const history = [
  { id: 'beach', vector: Float32Array.of(3, 0.1) },
  { id: 'receipt', vector: Float32Array.of(0, 1) },
  { id: 'harbour', vector: Float32Array.of(1, 1) },
  { id: 'black', vector: Float32Array.of(0, 0) },
];

describe('pictures that fit the task are kept', () => {
  it('keeps the similar ones, most similar first, and says why the rest went', () => {
    const { kept, dropped } = relevantPictures(history, query, { threshold: 0.5, limit: 1 });
    expect(kept.map(({ id }) => id)).toEqual(['beach']);
    expect(dropped.map(({ id, reason }) => [id, reason])).toEqual([
      ['harbour', 'beyond the most similar'],
      ['receipt', 'not similar'],
      ['black', 'not similar'],
    ]);
  });

  it('does not depend on the order of the history', () => {
    expect(relevantPictures([...history].reverse(), query)).toEqual(relevantPictures(history, query));
  });

  it('refuses pictures of another space and settings that cannot be', () => {
    expect(() => relevantPictures([{ id: 'x', vector: Float32Array.of(1) }], query)).toThrow('picture x');
    expect(() => relevantPictures(history, query, { threshold: 2 })).toThrow('threshold');
    expect(() => relevantPictures(history, query, { limit: -1 })).toThrow('limit');
  });
});
