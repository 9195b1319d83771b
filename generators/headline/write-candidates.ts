import type { GeneratedRow, LanguageModel } from '../../models/language-model.ts';
import { adapterDecoding, bannedIdsFor, candidateRows, headlineDecoding } from '../candidate-rows.ts';
import type { AnalysedArticle } from '../facts/analyse-article.ts';
import { sentenceCase, trimWrapping } from '../form/house-style.ts';
import { sourceFrame } from '../prompt/article-frame.ts';
import type { HeadlineRequest, WritingOptions } from './headline-request.ts';
import type { ReaderBrief } from './reader-brief.ts';

export const defaultHeadlineWords = 14;

/** One text that the model wrote, in house style, as it came. */
export interface WrittenCandidate {
  readonly text: string;
  readonly seed: number;
  readonly row: GeneratedRow;
}

/**
 * Writes every reader's candidates in one batch behind the article's one KV cache. Readers who are told the same of
 * themselves under the same seed would be written the same, so it is written once: the same array stands for them all.
 * @param briefs what the model is given of each reader, in the order of `requests`
 */
export async function writeCandidates(
  article: AnalysedArticle,
  requests: readonly HeadlineRequest[],
  briefs: readonly ReaderBrief[],
  languageModel: Pick<LanguageModel, 'generate' | 'tokenizer' | 'identity'>,
  options: WritingOptions,
): Promise<(readonly WrittenCandidate[])[]> {
  const decodingOf = (brief: ReaderBrief) => options.decoding ?? (brief.adapter ? adapterDecoding : headlineDecoding);
  const decodings = new Set(briefs.map(decodingOf));
  const bannedIds = new Map([...decodings].map((one) => [one, bannedIdsFor(article.plain, languageModel, one)]));
  const keyOf = tellingKeys();
  const keys = requests.map(({ seed, candidates, maxWords }, index) => {
    const { tail, adapter } = briefs[index]!;
    return [seed, candidates, maxWords, adapter?.name, keyOf(tail)].join(' ');
  });
  const firsts = keys.flatMap((key, index) => (keys.indexOf(key) === index ? [index] : []));
  const rows = firsts.map((first) => {
    const [brief, request] = [briefs[first]!, requests[first]!];
    const decoding = decodingOf(brief);
    const { candidates, seed, maxWords = defaultHeadlineWords } = request;
    return candidateRows(brief.tail, candidates, seed, maxWords, decoding, bannedIds.get(decoding)!, brief.adapter);
  });
  const generated = await languageModel.generate({
    prefix: sourceFrame(article.plain, languageModel.tokenizer),
    rows: rows.flat(),
    lane: options.lane,
    ...(options.signal && { signal: options.signal }),
  });
  let next = 0;
  const written = new Map(
    firsts.map((first, place) => [
      keys[first]!,
      rows[place]!.map(({ sampling }): WrittenCandidate => {
        const row = generated[next++]!;
        return { text: sentenceCase(trimWrapping(row.text), article.index), seed: sampling.seed, row };
      }),
    ]),
  );
  return keys.map((key) => written.get(key)!);
}

/** Names tails so that equal ones have equal names; soft tokens are equal where they are the very same array. */
function tellingKeys(): (tail: ReaderBrief['tail']) => string {
  const numbers = new Map<Float32Array, number>();
  const numberOf = (embeddings: Float32Array): number => {
    const number = numbers.get(embeddings) ?? numbers.size;
    numbers.set(embeddings, number);
    return number;
  };
  return (tail) =>
    tail.map((part) => ('ids' in part ? part.ids.join() : `soft ${numberOf(part.embeddings)}`)).join(';');
}
