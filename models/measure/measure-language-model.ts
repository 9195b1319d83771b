import type { LanguageModel, LanguageModelIdentity } from '../language-model.ts';
import { measurePerplexity, type Perplexity } from './perplexity.ts';
import { measureSpeed, type Speed } from './speed.ts';

export interface LanguageModelMeasurement extends Perplexity {
  readonly identity: LanguageModelIdentity;
  readonly speed: Speed;
}

export interface MeasureOptions {
  /** Most tokens of each text that are scored. */
  readonly tokensPerText?: number;
  /** Batch sizes whose writing speed is taken. */
  readonly batches?: readonly number[];
  readonly signal?: AbortSignal;
}

/**
 * Measures how well a model foretells `texts` and how fast it reads and writes, the first text being the prompt.
 * @throws RangeError if no text has two tokens
 */
export async function measureLanguageModel(
  model: LanguageModel,
  texts: readonly string[],
  options: MeasureOptions = {},
): Promise<LanguageModelMeasurement> {
  const tokensPerText = options.tokensPerText ?? 256;
  const perplexity = await measurePerplexity(model, texts, tokensPerText, options.signal);
  const prompt = texts
    .map((text) => model.tokenizer.encode(text).slice(0, tokensPerText))
    .find((ids) => ids.length >= 2)!;
  const speed = await measureSpeed(model, prompt, options.batches ?? [1, 4, 8, 16], options.signal);
  return { identity: model.identity, ...perplexity, speed };
}
