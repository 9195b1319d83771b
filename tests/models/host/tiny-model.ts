import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { DecoderWeights } from '../../../models/decoder/decoder-weights.ts';
import type { HostedLanguageModel } from '../../../models/host/hosted-language-model.ts';
import { type HostingOptions, openLanguageModel } from '../../../models/host/open-language-model.ts';
import type { Sampling, Tokenizer } from '../../../models/language-model.ts';
import { randomWeights } from '../decoder/random-weights.ts';

/** Id 0 ends a sequence, id 1 is a newline, every other id a word of its own. */
export const wordTokenizer: Tokenizer = {
  encode: (text) => text.split(' ').map((word) => Number(word.slice(1))),
  decode: (ids) => ids.map((id) => (id === 1 ? '\n' : ` w${id}`)).join(''),
  specialId: (token) => {
    if (token !== '<end>') throw new Error(`no token ${token}`);
    return 0;
  },
  endIds: [0],
};

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

/** Token ids that repeat for no one: `count` of them, told apart by `seed`. */
export function someIds(count: number, seed: number, vocabulary = 320): number[] {
  return Array.from(
    { length: count },
    (_, index) => 2 + ((index * 37 + seed * 101 + index * index) % (vocabulary - 2)),
  );
}

export function greedy(changes: Partial<Sampling> = {}): Sampling {
  return { temperature: 0, seed: 1, maxTokens: 12, ...changes };
}
