import { dirname } from 'node:path';
import type { WeightsSource } from '../decoder/built-decoder.ts';
import type { WeightType } from '../decoder/graph/row-scaled-product.ts';
import { openGgufDecoderWeights } from '../gguf/gguf-decoder-weights.ts';
import type { Quantization, Tokenizer } from '../language-model.ts';
import { openSafetensorsDecoderWeights } from '../safetensors/safetensors-decoder-weights.ts';
import { tokenizerFromGguf } from '../tokenizer/gguf-tokenizer.ts';
import { tokenizerFromFolder } from '../tokenizer/hub-tokenizer.ts';

/** Where a language model's weights lie: a GGUF file, or a safetensors file in its hub folder. */
export interface DecoderFile {
  readonly name: string;
  readonly fileSha256: string;
  readonly path: string;
}

/** What a building thread is to make. */
export interface BuildOrder {
  readonly file: DecoderFile;
  readonly quantization: Quantization;
  readonly cacheDirectory: string;
  readonly byteType: WeightType;
}

/** The file's weights, opened only if they are needed. */
export function weightsOf({ name, fileSha256, path }: DecoderFile): WeightsSource {
  const known = { name, fileSha256 };
  const open = () =>
    path.endsWith('.gguf') ? openGgufDecoderWeights(path, known) : openSafetensorsDecoderWeights(dirname(path), known);
  return { ...known, open };
}

/** The tokenizer that lies in the file, or beside it. */
export function tokenizerOf({ path }: DecoderFile): Tokenizer {
  return path.endsWith('.gguf') ? tokenizerFromGguf(path) : tokenizerFromFolder(dirname(path));
}
