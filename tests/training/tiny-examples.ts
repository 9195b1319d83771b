import type { LanguageModel } from '../../models/language-model.ts';
import { type AdapterShape, parameterPlaces } from '../../training/decoder/adapter-parameters.ts';
import type { TrainingDecoder } from '../../training/decoder/training-decoder.ts';
import type { TrainingExample } from '../../training/example.ts';
import { initialParameters, initialTaskTokens } from '../../training/initial-parameters.ts';

export const tinyShape: AdapterShape = { rank: 3, alpha: 6, taskTokens: 2 };

/** A new adapter's flat vector; `spread` puts random values into B too, which begins as zero. */
export function tinyParameters(
  decoder: Pick<TrainingDecoder, 'config' | 'shape'>,
  model: Pick<LanguageModel, 'embedTokens'>,
  spread = 0,
): Float32Array {
  const places = parameterPlaces(decoder.config, decoder.shape);
  const { hiddenSize } = decoder.config;
  const tokens = initialTaskTokens(model.embedTokens([5, 6]), hiddenSize, decoder.shape.taskTokens, 1);
  const parameters = initialParameters(places, tokens, 1);
  for (const { name, offset, count } of places) {
    if (!name.endsWith('.b')) continue;
    for (let at = offset; at < offset + count; at++) parameters[at] = spread * Math.sin(1.3 * at + 0.2);
  }
  return parameters;
}

/** Examples whose target can be foretold from their prefix: its first three ids. */
export function tinyExamples(count: number, from = 0): TrainingExample[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = from + index;
    const prefix = someIds(6 + (seed % 5), seed);
    return {
      id: `example ${seed}`,
      task: 'headline',
      prefix,
      tail: [{ ids: [7] }, { taskTokens: true }, { ids: someIds(2 + (seed % 4), seed + 1000) }],
      target: [...prefix.slice(0, 3), 0],
      weight: 1,
    };
  });
}

/** Ids of the tiny vocabulary that repeat for no one. */
function someIds(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, index) => 2 + ((index * 37 + seed * 101 + index * index) % 318));
}
