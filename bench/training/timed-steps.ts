import { join } from 'node:path';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { ensureModel } from '../../models/catalogue/ensure-model.ts';
import { modelsDirectory } from '../../models/catalogue/models-directory.ts';
import type { WeightsSource } from '../../models/decoder/built-decoder.ts';
import { weightsOf } from '../../models/host/decoder-files.ts';
import { type AdapterShape, parameterCount, parameterPlaces } from '../../training/decoder/adapter-parameters.ts';
import { builtTrainingDecoder } from '../../training/decoder/built-training-decoder.ts';
import type { TrainingRow } from '../../training/decoder/training-batch.ts';
import { TrainingDecoder } from '../../training/decoder/training-decoder.ts';
import type { StepShape } from './step-work.ts';

/** Wall and processor seconds of each step, and the process's greatest resident memory in bytes. */
export interface TimedSteps {
  readonly seconds: readonly number[];
  readonly cpu: readonly number[];
  readonly peak: number;
}

/** The default model, or its first layers. */
export async function benchedWeights(layers?: number): Promise<WeightsSource> {
  const { path } = await ensureModel(defaultLanguageModel);
  const { sha256 } = defaultLanguageModel.file;
  const source = weightsOf({ name: defaultLanguageModel.name, fileSha256: sha256, path });
  if (layers === undefined) return source;
  const open = () => {
    const weights = source.open();
    return { ...weights, config: { ...weights.config, layers } };
  };
  return { ...source, fileSha256: `${sha256}-${layers}-layers`, open };
}

/** Runs steps (forward and backward) of the default model over a batch of noise, after one that warms up. */
export async function timedSteps(
  shape: AdapterShape,
  step: StepShape,
  steps: number,
  threads: number,
  layerCount?: number,
): Promise<TimedSteps> {
  const source = await benchedWeights(layerCount);
  const { config } = source.open();
  const built = builtTrainingDecoder(source, shape, false, join(modelsDirectory(), 'built'));
  const decoder = new TrainingDecoder(built, config, shape, { device: 'cpu', threads, dropout: false });
  const noise = (count: number, spread: number) =>
    Float32Array.from({ length: count }, () => (Math.random() - 0.5) * spread);
  const layers = Array.from({ length: config.layers });
  const cached = () => layers.map(() => noise(config.keyValueHeads * step.prefix * config.headDimension, 1));
  const rows = Array.from(
    { length: step.rows },
    (): TrainingRow => ({
      prefix: { length: step.prefix, keys: cached(), values: cached() },
      embeddings: noise(step.tail * config.hiddenSize, 0.2),
      length: step.tail,
      taskTokensAt: 1,
      askedFrom: step.tail - step.asked,
      target: Array.from({ length: step.asked }, () => Math.floor(Math.random() * config.vocabularySize)),
      tokenWeight: 1 / (step.rows * step.asked),
    }),
  );
  const parameters = noise(parameterCount(parameterPlaces(config, shape)), 0.05);
  await decoder.gradients(parameters, rows);
  const seconds: number[] = [];
  const cpu: number[] = [];
  for (let count = 0; count < steps; count++) {
    const began = performance.now();
    const used = process.cpuUsage();
    await decoder.gradients(parameters, rows);
    const { user, system } = process.cpuUsage(used);
    seconds.push((performance.now() - began) / 1000);
    cpu.push((user + system) / 1e6);
  }
  await decoder.release();
  return { seconds, cpu, peak: process.resourceUsage().maxRSS * 1024 };
}
