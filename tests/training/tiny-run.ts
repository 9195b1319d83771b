import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openLanguageModel } from '../../models/host/open-language-model.ts';
import { builtTrainingDecoder } from '../../training/decoder/built-training-decoder.ts';
import { TrainingDecoder } from '../../training/decoder/training-decoder.ts';
import { prefixStore } from '../../training/prefix-store.ts';
import { trainingOptionsSchema } from '../../training/training-options.ts';
import { runTraining } from '../../training/training-run.ts';
import { randomWeights } from '../models/decoder/random-weights.ts';
import { tinyExamples, tinyParameters, tinyShape } from './tiny-examples.ts';

/** A whole training run in a process of its own, to be killed: `tiny-run.ts FOLDER CACHE`; ends by telling its parameters' hash. */
const [folder, cache] = process.argv.slice(2) as [string, string];
const weights = randomWeights();
const source = { name: weights.name, fileSha256: weights.fileSha256, open: () => weights };
const tokenizer = { encode: () => [], decode: String, specialId: () => 0, endIds: [0] };
const model = await openLanguageModel({
  weights: source,
  tokenizer,
  cacheDirectory: cache,
  device: 'cpu',
  quantization: 'fp32',
});
const options = trainingOptionsSchema.parse({ ...tinyShape, steps: 40, batch: 4, warmup: 3, checkpointEvery: 2 });
const built = builtTrainingDecoder(source, tinyShape, true, join(cache, 'graphs'));
const decoder = new TrainingDecoder(built, weights.config, tinyShape, { device: 'cpu', threads: 1, dropout: true });
const { state } = await runTraining({
  examples: tinyExamples(18),
  heldOut: [],
  options,
  decoder,
  store: prefixStore(model, weights.config, join(cache, 'prefixes')),
  model,
  initial: tinyParameters(decoder, model),
  folder,
  onPoint: ({ step }) => process.stdout.write(`step ${step}\n`),
});
process.stdout.write(`done ${createHash('sha256').update(new Uint8Array(state.parameters.buffer)).digest('hex')}\n`);
await model.close();
process.exit(0);
