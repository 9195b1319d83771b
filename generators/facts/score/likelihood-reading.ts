import type { Lane, LanguageModel, Tokenizer } from '../../../models/language-model.ts';
import { sourceFrame } from '../../prompt/article-frame.ts';
import { readerTail } from '../../prompt/reader-tail.ts';
import type { AnalysedArticle } from '../analyse-article.ts';
import type { Span } from '../verdict.ts';
import { wordsOf } from '../words.ts';
import { judgedFrame } from './judged-frame.ts';
import { type SwappedFact, swappedFacts } from './swapped-facts.ts';

/** What the language model makes of one word of a text. Natural-log probabilities, summed over the word's tokens. */
export interface WordLikelihood extends Span {
  readonly tokens: number;
  /** Behind the article and the text so far. */
  readonly withArticle: number;
  /** Behind the text so far alone. */
  readonly withoutArticle: number;
}

/** What a text would gain in log-probability behind the article, were one of its facts another one of the article. */
export interface SwapLikelihood extends SwappedFact {
  /** Of the stretch from the fact to a few tokens behind it: swapped less as written; above 0 the swapped is likelier. */
  readonly gain: number;
}

export interface LikelihoodReading {
  readonly words: readonly WordLikelihood[];
  readonly swaps: readonly SwapLikelihood[];
}

/** The task put to the model: wording and version of what the likelihoods are conditioned on. */
export const likelihoodPrompt = { instruction: 'State a fact from this text.', cue: 'Fact:', version: '2' } as const;

/** Tokens of a text that are read: a headline is 20, a summary 70, the longest text that may be asked about some 450. */
const longestText = 512;
/** Facts are swapped in texts up to this length (tokens): in longer ones a swap costs more than it tells. */
const longestSwapped = 48;
/** Each swap costs another reading of the text. */
export const mostSwaps = 1;
/** Tokens behind a swapped fact that still tell whether it fits. */
const tokensBehindSwap = 6;

/**
 * Reads texts about one article: how likely each word is with and without the article, and what swapping a fact would
 * gain. The article's part of the prompt is the shared frame, so its KV cache goes on from the one that generation uses and
 * is computed once however many texts are read.
 */
export async function readLikelihoods(
  texts: readonly string[],
  article: AnalysedArticle,
  model: Pick<LanguageModel, 'score' | 'tokenizer'>,
  options: { readonly lane?: Lane; readonly signal?: AbortSignal } = {},
): Promise<LikelihoodReading[]> {
  const { tokenizer } = model;
  const tail = readerTail(likelihoodPrompt, tokenizer).flatMap((part) => ('ids' in part ? part.ids : []));
  const written = texts.map((text) => encoded(text, tokenizer));
  const swaps = texts.map((text, index) =>
    (written[index]!.ids.length > longestSwapped ? [] : swappedFacts(text, article).slice(0, mostSwaps)).map(
      (swap) => ({
        swap,
        ...swappedRow(text, written[index]!, swap, tokenizer),
      }),
    ),
  );
  const shared = { lane: options.lane ?? 'bulk', ...(options.signal && { signal: options.signal }) };
  const [behind, alone] = await Promise.all([
    model.score({
      ...shared,
      prefix: judgedFrame(article, tokenizer),
      rows: [...written, ...swaps.flat()].map(({ ids }) => ({ tail: [{ ids: tail }], continuation: ids })),
    }),
    // Without an article the tail too is the same for all texts, so it is read once.
    model.score({
      ...shared,
      prefix: [...sourceFrame('', tokenizer), ...tail.slice(0, -1)],
      rows: written.map(({ ids }) => ({ tail: [{ ids: tail.slice(-1) }], continuation: ids })),
    }),
  ]);
  let next = texts.length;
  return texts.map((text, index): LikelihoodReading => {
    const own = behind[index]!;
    return {
      words: wordLikelihoods(text, written[index]!.ends, own, alone[index]!),
      swaps: swaps[index]!.map(({ swap, from, to }) => {
        const swapped = behind[next++]!;
        return { ...swap, gain: sum(swapped, from, swapped.length) - sum(own, from, to) };
      }),
    };
  });
}

const sum = (values: ArrayLike<number>, from: number, to: number): number => {
  let total = 0;
  for (let index = from; index < Math.min(to, values.length); index++) total += values[index]!;
  return total;
};

/** Ids of a text as it follows the cue, and the character at which each token ends. */
function encoded(text: string, tokenizer: Tokenizer): { ids: number[]; ends: number[] } {
  const ids = tokenizer.encode(` ${text}`).slice(0, longestText);
  // Decoded from the start each time: a token may hold a part of a character only.
  return { ids, ends: ids.map((_, index) => tokenizer.decode(ids.slice(0, index + 1)).length - 1) };
}

/** The tokens of a text with a fact swapped, cut a little behind it, and the stretch of the text's own that it replaces. */
function swappedRow(text: string, own: { ids: number[]; ends: number[] }, swap: SwappedFact, tokenizer: Tokenizer) {
  const other = encoded(text.slice(0, swap.start) + swap.alternative + text.slice(swap.end), tokenizer);
  let from = 0;
  while (from < own.ids.length && own.ids[from] === other.ids[from]) from++;
  const after = (ends: readonly number[], end: number) => {
    const last = ends.findIndex((at) => at >= end);
    return (last === -1 ? ends.length : last + 1) + tokensBehindSwap;
  };
  const end = swap.start + swap.alternative.length;
  return { ids: other.ids.slice(0, after(other.ends, end)), from, to: after(own.ends, swap.end) };
}

function wordLikelihoods(
  text: string,
  ends: readonly number[],
  withArticle: Float32Array,
  withoutArticle: Float32Array,
): WordLikelihood[] {
  const words: WordLikelihood[] = [];
  let token = 0;
  for (const { start, end } of wordsOf(text)) {
    while (token < ends.length && ends[token]! <= start) token++;
    const first = token;
    while (token < ends.length && ends[token]! <= end) token++;
    // A word whose last token reaches into what follows takes it whole.
    if (token < ends.length && (token === 0 || ends[token - 1]! < end)) token++;
    if (token === first) continue;
    words.push({
      start,
      end,
      tokens: token - first,
      withArticle: sum(withArticle, first, token),
      withoutArticle: sum(withoutArticle, first, token),
    });
  }
  return words;
}
