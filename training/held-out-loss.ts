import type { LanguageModel } from '../models/language-model.ts';
import type { TrainingDecoder } from './decoder/training-decoder.ts';
import type { TrainingExample } from './example.ts';
import type { PrefixStore } from './prefix-store.ts';
import { tailLength, trainingRow } from './training-rows.ts';

/** How well held-out examples are foretold. */
export interface HeldOutLoss {
  /** Mean over examples, weighted, of the mean negative log-likelihood of their target tokens; nats. */
  readonly loss: number;
  /** Mean over target tokens. */
  readonly lossByToken: number;
}

/** Scores examples without gradients and without dropout, gathered by length. */
export async function heldOutLoss(
  decoder: TrainingDecoder,
  parameters: Float32Array,
  examples: readonly TrainingExample[],
  batch: number,
  store: PrefixStore,
  model: Pick<LanguageModel, 'embedTokens' | 'identity'>,
): Promise<HeldOutLoss> {
  const { taskTokens } = decoder.shape;
  const ordered = [...examples].sort((one, other) => tailLength(one, taskTokens) - tailLength(other, taskTokens));
  let [sum, weights, tokenSum, tokens] = [0, 0, 0, 0];
  for (let from = 0; from < ordered.length; from += batch) {
    const part = ordered.slice(from, from + batch);
    const rows = await Promise.all(
      part.map(async (example) => trainingRow(example, await store.content(example.prefix), 1, taskTokens, model)),
    );
    const { logProbabilities } = await decoder.score(parameters, rows);
    part.forEach(({ weight }, index) => {
      const of = logProbabilities[index]!;
      const negative = -of.reduce((total, value) => total + value, 0);
      sum += (weight * negative) / of.length;
      weights += weight;
      tokenSum += negative;
      tokens += of.length;
    });
  }
  return { loss: sum / weights, lossByToken: tokenSum / tokens };
}
