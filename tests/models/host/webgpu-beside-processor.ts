import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLanguageModel } from '../../../models/host/open-language-model.ts';
import type { Quantization } from '../../../models/language-model.ts';
import { randomAdapter } from '../adapter/random-adapter.ts';
import { randomWeights } from '../decoder/random-weights.ts';
import { greedy, someIds, wordTokenizer } from './word-prompts.ts';

/**
 * Runs one tiny decoder on WebGPU and on the processor and prints, as one line of JSON, how far their logits lie apart
 * without and with an adapter, and how many tokens WebGPU wrote. In a process of its own: a driver that crashes takes
 * this process along, and no test runner. `tsx webgpu-beside-processor.ts int8`
 */
const quantization = process.argv[2] as Quantization;
const cacheDirectory = mkdtempSync(join(tmpdir(), 'decoder-'));
const weights = randomWeights({}, quantization === 'int4');
const adapter = randomAdapter(weights, { name: 'headline' });
const prefix = someIds(20, 1);
const tail = [{ ids: someIds(4, 2) }];

const open = (device: 'webgpu' | 'cpu') =>
  openLanguageModel({
    device,
    quantization,
    weights: { name: weights.name, fileSha256: weights.fileSha256, open: () => weights },
    tokenizer: wordTokenizer,
    cacheDirectory,
  });
const [gpu, processor] = [await open('webgpu'), await open('cpu')];
for (const model of [gpu, processor]) await model.loadAdapter(adapter);
const differences: number[] = [];
for (const name of [undefined, 'headline']) {
  const [one, other] = [
    await gpu.firstLogits(prefix, tail, 'bulk', name),
    await processor.firstLogits(prefix, tail, 'bulk', name),
  ];
  differences.push(Math.max(...one.map((value, id) => Math.abs(value - other[id]!))));
}
const rows = [undefined, 'headline'].map((name) => ({
  tail,
  sampling: greedy({ maxTokens: 4 }),
  ...(name && { adapter: name }),
}));
const written = await gpu.generate({ prefix, rows, lane: 'bulk' });
rmSync(cacheDirectory, { recursive: true, force: true });
process.stdout.write(
  `${JSON.stringify({ device: gpu.identity.device, differences, written: written.map(({ ids }) => ids.length) })}\n`,
);
// Not every driver lets go of its threads.
process.exit(0);
