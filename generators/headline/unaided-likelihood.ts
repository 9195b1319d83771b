import type { Lane, LanguageModel } from '../../models/language-model.ts';
import { sourceFrame } from '../prompt/article-frame.ts';
import { readerTail } from '../prompt/reader-tail.ts';
import { headlinePrompt } from './reader-brief.ts';

/**
 * Mean natural-log probability a token of texts behind the prompt without any article, by the model without adapter: what
 * it would say of anything. Each text is read once, however many candidates say it.
 * @returns by text
 */
export async function unaidedLikelihoods(
  texts: readonly string[],
  languageModel: Pick<LanguageModel, 'score' | 'tokenizer'>,
  options: { readonly lane: Lane; readonly signal?: AbortSignal },
): Promise<Map<string, number>> {
  const { tokenizer } = languageModel;
  const distinct = [...new Set(texts)].filter((text) => text !== '');
  if (distinct.length === 0) return new Map();
  const tail = readerTail(headlinePrompt, tokenizer).flatMap((part) => ('ids' in part ? part.ids : []));
  const scores = await languageModel.score({
    // The tail is the same for all, so all but its last token are read once.
    prefix: [...sourceFrame('', tokenizer), ...tail.slice(0, -1)],
    rows: distinct.map((text) => ({
      tail: [{ ids: tail.slice(-1) }],
      continuation: tokenizer.encode(` ${text}`),
    })),
    lane: options.lane,
    ...(options.signal && { signal: options.signal }),
  });
  return new Map(
    distinct.map((text, index) => [
      text,
      scores[index]!.reduce((sum, value) => sum + value, 0) / scores[index]!.length,
    ]),
  );
}
