import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSentenceEncoder } from '../../../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../../../models/encoder/open-sentence-encoder.ts';
import { resolveDevice } from '../../../models/host/device.ts';
import type { SentenceEncoder } from '../../../models/sentence-encoder.ts';
import { realModel, reference } from '../parity/real-models.ts';

const model = await realModel(defaultSentenceEncoder);
const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let [product, first, second] = [0, 0, 0];
  for (let place = 0; place < a.length; place++) {
    product += a[place]! * b[place]!;
    first += a[place]! ** 2;
    second += b[place]! ** 2;
  }
  return product / Math.sqrt(first * second);
};
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `Report ${index}: ${'the ferry sails again '.repeat(index % 9)}today.`);

/** Agreement with the reference that each quantization must reach: for every text, and on average. */
const agreement = { fp32: { each: 0.99999, mean: 0.99999 }, int8: { each: 0.98, mean: 0.994 } } as const;

describe.skipIf(!model).each(['fp32', 'int8'] as const)('the sentence encoder in %s', (quantization) => {
  let encoder: SentenceEncoder;
  let uncached: SentenceEncoder;
  beforeAll(async () => {
    encoder = await openDefaultSentenceEncoder({ quantization });
    uncached = await openDefaultSentenceEncoder({ quantization, cachedTexts: 0 });
  });
  afterAll(async () => {
    await encoder?.close();
    await uncached?.close();
  });

  const { each, mean } = agreement[quantization];
  it(`agrees with the reference: cosine above ${each} for every text, shortest and longest, and ${mean} on average`, async () => {
    const vectors = await encoder.encode(reference.sentenceEncoder.map(({ text }) => text));
    const cosines = vectors.map((vector, index) => cosine(vector, reference.sentenceEncoder[index]!.vector));
    expect(Math.min(...cosines)).toBeGreaterThan(each);
    expect(cosines.reduce((sum, value) => sum + value, 0) / cosines.length).toBeGreaterThan(mean);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('gives a text the same vector alone as among others, bit for bit', async () => {
    const texts = numbered(40);
    const together = await uncached.encode(texts);
    for (const index of [0, 7, 17, 26, 39]) {
      const [alone] = await uncached.encode([texts[index]!]);
      expect(alone).toEqual(together[index]);
    }
  });

  it('answers a repeated text with the same values, in an array of the caller’s own', async () => {
    const [first, second] = await encoder.encode(['twice in one call', 'twice in one call']);
    expect(second).toEqual(first);
    first!.fill(0);
    const [third] = await encoder.encode(['twice in one call']);
    expect(third).toEqual(second);
  });
});

describe.skipIf(!model)('the sentence encoder', () => {
  let encoder: SentenceEncoder;
  beforeAll(async () => {
    encoder = await openDefaultSentenceEncoder({ cachedTexts: 0 });
  });
  afterAll(() => encoder?.close());

  it('lets an editor’s request overtake bulk work', async () => {
    const finished: string[] = [];
    const bulk = encoder.encode(numbered(400), { lane: 'bulk' }).then(() => finished.push('bulk'));
    const interactive = encoder.encode(['quick'], { lane: 'interactive' }).then(() => finished.push('interactive'));
    await Promise.all([bulk, interactive]);
    expect(finished).toEqual(['interactive', 'bulk']);
  });

  it('stops when the caller gives up, and serves others', async () => {
    const controller = new AbortController();
    const given = encoder.encode(numbered(400), { signal: controller.signal });
    controller.abort(new Error('changed my mind'));
    await expect(given).rejects.toThrow('changed my mind');
    await expect(encoder.encode(['x'], { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
    expect(await encoder.encode(['still here'])).toHaveLength(1);
  });

  it('takes empty, blank, enormous and foreign texts', async () => {
    const vectors = await encoder.encode(['', '   ', 'x '.repeat(200_000), '日本語', '\u0000\ud800']);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    expect(await encoder.encode([])).toEqual([]);
  });

  it('names the file of its weights, and refuses work once closed', async () => {
    expect(encoder.identity).toMatchObject({ fileSha256: defaultSentenceEncoder.file.sha256, dimensions: 384 });
    const other = await openDefaultSentenceEncoder();
    await other.close();
    await expect(other.encode(['late'])).rejects.toThrow(/closed/);
  });

  it('says so when a device is missing, instead of using another', async () => {
    const missing = await resolveDevice('cuda').then(
      () => null,
      (error: Error) => error,
    );
    if (!missing) return console.warn('SKIPPED: this machine has CUDA');
    await expect(openDefaultSentenceEncoder({ device: 'cuda' })).rejects.toThrow(missing.message);
  });
});
