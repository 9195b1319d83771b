import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { LanguageModel } from '../../models/language-model.ts';
import { builtTrainingDecoder } from '../../training/decoder/built-training-decoder.ts';
import { TrainingDecoder } from '../../training/decoder/training-decoder.ts';
import { randomWeights } from '../models/decoder/random-weights.ts';
import { openTinyModel } from '../models/host/tiny-model.ts';
import { tinyShape } from './tiny-examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'training-'));
const open: TrainingDecoder[] = [];
afterAll(async () => {
  await Promise.all(open.map((decoder) => decoder.release()));
  rmSync(folder, { recursive: true, force: true });
});

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
