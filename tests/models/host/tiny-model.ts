import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { DecoderWeights } from '../../../models/decoder/decoder-weights.ts';
import type { HostedLanguageModel } from '../../../models/host/hosted-language-model.ts';
import { type HostingOptions, openLanguageModel } from '../../../models/host/open-language-model.ts';
import { randomWeights } from '../decoder/random-weights.ts';
import { wordTokenizer } from './word-prompts.ts';

export { greedy, someIds, wordTokenizer } from './word-prompts.ts';

const cacheDirectory = mkdtempSync(join(tmpdir(), 'decoder-'));
const open: HostedLanguageModel[] = [];
afterAll(async () => {
  await Promise.all(open.map((model) => model.close()));
  rmSync(cacheDirectory, { recursive: true, force: true });
});

/** Opens a language model of random weights on the cpu; it is closed after the file's last test. */
export async function openTinyModel(
  options: HostingOptions & { weights?: DecoderWeights } = {},
): Promise<HostedLanguageModel> {
  const { weights = randomWeights(), ...hosting } = options;
  const { name, fileSha256 } = weights;
  const model = await openLanguageModel({
    device: 'cpu',
    ...hosting,
    weights: { name, fileSha256, open: () => weights },
    tokenizer: wordTokenizer,
    cacheDirectory,
  });
  open.push(model);
  return model;
}
