import type { LanguageModel } from '../language-model.ts';

/** How well a model foretells texts, with the size of the sample it rests on. */
export interface Perplexity {
  /** e to the mean of −log p(token | tokens before it), over all scored tokens of all texts. */
  readonly perplexity: number;
  /** That mean, in nats a token. */
  readonly natsPerToken: number;
  /** Standard error of `natsPerToken`, texts taken as independent and tokens of one text not (ratio estimator). */
  readonly standardError: number;
  readonly texts: number;
  /** The first token of a text has nothing before it and is not scored. */
  readonly scoredTokens: number;
}

const textsAtOnce = 8;

/**
 * Perplexity over the first tokens of each text.
 * @param tokensPerText most tokens of a text; texts of fewer than two are left out
 * @throws RangeError if no text is long enough
 */
export async function measurePerplexity(
  model: LanguageModel,
  texts: readonly string[],
  tokensPerText: number,
  signal?: AbortSignal,
): Promise<Perplexity> {
  const encoded = texts.map((text) => model.tokenizer.encode(text).slice(0, tokensPerText));
  const scored = encoded.filter((ids) => ids.length >= 2);
  if (scored.length === 0) throw new RangeError('no text has two tokens, so there is nothing to score');
  const nats: number[] = [];
  for (let start = 0; start < scored.length; start += textsAtOnce) {
    const rows = scored.slice(start, start + textsAtOnce).map((ids) => ({
      tail: [{ ids: ids.slice(0, 1) }],
      continuation: ids.slice(1),
    }));
    const logProbabilities = await model.score({ prefix: [], rows, lane: 'bulk', signal });
    for (const row of logProbabilities) nats.push(-row.reduce((sum, value) => sum + value, 0));
  }
  const counts = scored.map((ids) => ids.length - 1);
  const scoredTokens = counts.reduce((sum, count) => sum + count, 0);
  const natsPerToken = nats.reduce((sum, value) => sum + value, 0) / scoredTokens;
  const squares = nats.reduce((sum, value, index) => sum + (value - natsPerToken * counts[index]!) ** 2, 0);
  const degrees = Math.max(1, scored.length - 1);
  return {
    perplexity: Math.exp(natsPerToken),
    natsPerToken,
    standardError: Math.sqrt((squares * scored.length) / degrees) / scoredTokens,
    texts: scored.length,
    scoredTokens,
  };
}
