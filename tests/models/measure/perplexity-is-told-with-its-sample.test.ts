import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLanguageModel } from '../../../models/catalogue/default-models.ts';
import { openCatalogueLanguageModel } from '../../../models/host/open-language-model.ts';
import type { LanguageModel } from '../../../models/language-model.ts';
import { measureLanguageModel } from '../../../models/measure/measure-language-model.ts';
import { measurePerplexity } from '../../../models/measure/perplexity.ts';
import { realModel, reference } from '../parity/real-models.ts';

const model = await realModel(defaultLanguageModel);

describe.skipIf(!model)('a measurement', () => {
  let languageModel: LanguageModel;
  beforeAll(async () => {
    languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { quantization: 'int8', device: 'cpu' });
  });
  afterAll(() => languageModel?.close());

  it('is the perplexity that the reference’s probabilities give, within the loss of 8 bits', async () => {
    // Prompts with control tokens are left out: read as text they are other tokens.
    const plain = reference.languageModel.filter(({ prompt, ids }) => !prompt.includes('<|') && ids.length > 1);
    const nats = plain.flatMap(({ tokenLogProbabilities }) => tokenLogProbabilities.map((value) => -value));
    const expected = nats.reduce((sum, value) => sum + value, 0) / nats.length;
    const measured = await measurePerplexity(
      languageModel,
      plain.map(({ prompt }) => prompt),
      1000,
    );
    expect(Math.abs(measured.natsPerToken - expected)).toBeLessThan(0.1);
    expect(measured.perplexity).toBeCloseTo(Math.exp(measured.natsPerToken), 6);
    expect(measured).toMatchObject({ texts: plain.length, scoredTokens: nats.length });
    expect(measured.standardError).toBeGreaterThan(0);
  });

  it('finds a sensible text easier than its words in disorder', async () => {
    const text = 'The committee met on Tuesday and agreed to spend more money on schools in the north of the country.';
    const disorder = text.split(' ').toSorted().join(' ');
    const sensible = await measurePerplexity(languageModel, [text], 256);
    expect(sensible.perplexity).toBeLessThan((await measurePerplexity(languageModel, [disorder], 256)).perplexity);
  });

  it('says how fast the model reads and writes, by batch size', async () => {
    const measured = await measureLanguageModel(languageModel, ['The ferry sails at noon.'], { batches: [1, 2] });
    expect(measured.speed.decode.map(({ rows }) => rows)).toEqual([1, 2]);
    for (const { tokensPerSecond } of measured.speed.decode) expect(tokensPerSecond).toBeGreaterThan(0);
    expect(measured.speed.promptTokensPerSecond).toBeGreaterThan(0);
    expect(measured.identity.quantization).toBe('int8');
  });

  it('refuses to measure nothing', async () => {
    await expect(measurePerplexity(languageModel, ['', 'a'], 256)).rejects.toThrow(RangeError);
  });
});
