import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLanguageModel } from '../../../models/catalogue/default-models.ts';
import { openCatalogueLanguageModel } from '../../../models/host/open-language-model.ts';
import type { LanguageModel } from '../../../models/language-model.ts';
import { realModel, reference } from './real-models.ts';

const model = await realModel(defaultLanguageModel);

/**
 * How far each quantization may stand from transformers in single precision over the same dequantised weights. A reference
 * logit has a standard deviation of about 3. Measured: fp32 0.00005, 0.00001, 0.00001; int8 3.5, 0.61, 0.24; int4 0.78, 0.24, 0.10.
 */
const tolerances = {
  fp32: { logit: 0.0005, deviation: 0.0001, logProbability: 0.0005, tie: 0.001 },
  int8: { logit: 4, deviation: 0.8, logProbability: 0.35, tie: 2 },
  int4: { logit: 1.2, deviation: 0.4, logProbability: 0.2, tie: 1 },
} as const;

/** Root mean square about the mean: a shift that all logits share changes no probability. */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe.skipIf(!model).each(['fp32', 'int8', 'int4'] as const)('the decoder in %s', (quantization) => {
  const tolerance = tolerances[quantization];
  let languageModel: LanguageModel;
  beforeAll(async () => {
    languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { quantization, device: 'cpu' });
  });
  afterAll(() => languageModel?.close());

  it.each(reference.languageModel)('gives the reference’s logits for $prompt', async (expected) => {
    const logits = await languageModel.firstLogits([], [{ ids: expected.ids }]);
    const ids = [...expected.topIds, ...expected.spreadIds];
    const values = [...expected.topLogits, ...expected.spreadLogits];
    const differences = ids.map((id, index) => logits[id]! - values[index]!);
    expect(Math.max(...differences.map(Math.abs))).toBeLessThan(tolerance.logit);
    expect(deviation(differences)).toBeLessThan(tolerance.deviation);
    const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length;
    expect(Math.abs(mean - expected.mean)).toBeLessThan(tolerance.logit);
  });

  it('gives the reference’s probability of each token of a text', async () => {
    const texts = reference.languageModel.filter(({ ids }) => ids.length > 1);
    const scored = await languageModel.score({
      prefix: [],
      rows: texts.map(({ ids }) => ({ tail: [{ ids: ids.slice(0, 1) }], continuation: ids.slice(1) })),
      lane: 'bulk',
    });
    const differences = texts.flatMap(({ tokenLogProbabilities }, text) =>
      tokenLogProbabilities.map((value, place) => Math.abs(scored[text]![place]! - value)),
    );
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    expect(mean).toBeLessThan(tolerance.logProbability);
  });

  it('writes the reference’s tokens, except where two logits are all but equal', async () => {
    const rows = reference.languageModel.map(({ ids, greedy }) => ({
      tail: [{ ids }],
      // The reference did not stop at an end of sequence, so tokens behind one are not compared.
      sampling: { temperature: 0, seed: 1, maxTokens: greedy.length },
    }));
    const written = await languageModel.generate({ prefix: [], rows, lane: 'bulk' });
    written.forEach(({ ids }, index) => {
      const { greedy, prompt } = reference.languageModel[index]!;
      const parting = ids.findIndex((id, place) => id !== greedy[place]!.id);
      if (parting < 0) return;
      expect(greedy[parting]!.margin, `${JSON.stringify(prompt)} parts at token ${parting}`).toBeLessThan(
        tolerance.tie,
      );
    });
  });
});
