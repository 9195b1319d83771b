import type { LanguageModel } from '../../models/language-model.ts';
import { seededRandom } from '../denoise/simulated-log.ts';

const hiddenSize = 32;
const vocabularySize = 997;
const random = seededRandom(9);
const table = Float32Array.from({ length: vocabularySize * hiddenSize }, () => random() - 0.5);
const norms = Array.from({ length: vocabularySize }, (_, row) =>
  Math.hypot(...table.subarray(row * hiddenSize, (row + 1) * hiddenSize)),
).sort((a, b) => a - b);

/** An embedding table with a tokenizer over pairs of letters: what a projector needs of a model, and no more. */
export const smallModel: Pick<LanguageModel, 'identity' | 'medianEmbeddingNorm' | 'embedTokens'> & {
  tokenizer: Pick<LanguageModel['tokenizer'], 'encode'>;
} = {
  identity: {
    name: 'small',
    fileSha256: 'a'.repeat(64),
    architecture: 'llama',
    hiddenSize,
    vocabularySize,
    quantization: 'fp32',
    device: 'cpu',
  },
  medianEmbeddingNorm: norms[vocabularySize >> 1]!,
  tokenizer: {
    encode: (text) =>
      (text.match(/[\s\S]{1,2}/g) ?? []).map(
        (pair) => (pair.charCodeAt(0) * 31 + (pair.charCodeAt(1) || 0)) % vocabularySize,
      ),
  },
  embedTokens: (ids) =>
    Float32Array.from(
      { length: ids.length * hiddenSize },
      (_, index) => table[ids[Math.floor(index / hiddenSize)]! * hiddenSize + (index % hiddenSize)]!,
    ),
};
