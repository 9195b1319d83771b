import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { LanguageModel } from '../../models/language-model.ts';
import { type AdapterShape, parameterPlaces } from '../../training/decoder/adapter-parameters.ts';
import { builtTrainingDecoder } from '../../training/decoder/built-training-decoder.ts';
import { TrainingDecoder } from '../../training/decoder/training-decoder.ts';
import type { TrainingExample } from '../../training/example.ts';
import { initialParameters, initialTaskTokens } from '../../training/initial-parameters.ts';
import { randomWeights } from '../models/decoder/random-weights.ts';
import { openTinyModel, someIds } from '../models/host/tiny-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'training-'));
const open: TrainingDecoder[] = [];
afterAll(async () => {
  await Promise.all(open.map((decoder) => decoder.release()));
  rmSync(folder, { recursive: true, force: true });
});

export const tinyShape: AdapterShape = { rank: 3, alpha: 6, taskTokens: 2 };

/** A new folder, gone after the file's last test. */
export function newFolder(): string {
  return mkdtempSync(join(folder, 'run-'));
}

/** A decoder of random weights that can be trained, and the same one served in single precision. */
export async function openTinyTraining(dropout = false): Promise<{ decoder: TrainingDecoder; model: LanguageModel }> {
  const weights = randomWeights();
  const model = await openTinyModel({ weights, quantization: 'fp32' });
  const { name, fileSha256, config } = weights;
  const built = builtTrainingDecoder({ name, fileSha256, open: () => weights }, tinyShape, dropout, folder);
  const decoder = new TrainingDecoder(built, config, tinyShape, { device: 'cpu', threads: 1, dropout });
  open.push(decoder);
  return { decoder, model };
}

/** A new adapter's flat vector; `spread` puts random values into B too, which begins as zero. */
export function tinyParameters(decoder: TrainingDecoder, model: LanguageModel, spread = 0): Float32Array {
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
