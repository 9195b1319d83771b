import type { GenerationRow, LanguageModel, LoadedAdapter, PromptPart, Sampling } from '../models/language-model.ts';
import { idsOutsideSource } from './prompt/source-vocabulary.ts';

/** How candidates are drawn; the default was chosen by `evaluation/prompt-search.ts`. */
export interface Decoding {
  /** Temperature of each candidate in turn; 0 is greedy. */
  readonly temperatures: readonly number[];
  readonly topP: number;
  readonly repetitionPenalty: number;
  /** Never written: marks that lead this model into labels, teasers and made-up speech. */
  readonly bannedWords?: readonly string[];
  /** Words that may not be written with this capital: a text that cannot open with them states news sooner. */
  readonly bannedOpenings?: readonly string[];
  /** Only words of the source, their forms and function words may be written. */
  readonly boundToSource?: boolean;
}

/** Openings after which the untrained model writes labels ("The power of …") and teasers ("How …") instead of news. */
export const labelOpenings: readonly string[] =
  'The A An How Why What When Where Who This That These It In On At For From With By As Is Are I We You My Our'.split(
    ' ',
  );

/** Free drawing, cool: what ad titles are written with. */
export const defaultDecoding: Decoding = { temperatures: [0, 0.2, 0.3, 0.4], topP: 0.9, repetitionPenalty: 1.05 };

/** What headlines are written with: warmer, so that one of a few passes, and opening with what they are about. */
export const headlineDecoding: Decoding = {
  ...defaultDecoding,
  temperatures: [0, 0.3, 0.5, 0.7],
  bannedOpenings: labelOpenings,
};

/** What an adapter writes with: its likeliest text, and others drawn freely for the ranker to choose from. */
export const adapterDecoding: Decoding = {
  temperatures: [0, ...new Array(15).fill(0.8)],
  topP: 0.9,
  repetitionPenalty: 1,
};

/** Tokens a word of a text needs at most, with room for names. */
const tokensAWord = 2.5;

/** Token ids that a decoding forbids behind one source; one array for all its rows crosses to the host's thread once. */
export function bannedIdsFor(
  source: string,
  { tokenizer, identity }: Pick<LanguageModel, 'tokenizer' | 'identity'>,
  decoding: Decoding,
): number[] {
  const outside = decoding.boundToSource ? idsOutsideSource(source, tokenizer, identity.vocabularySize) : [];
  const openings = (decoding.bannedOpenings ?? []).flatMap((word) =>
    // A word of several tokens cannot be banned by its first.
    [tokenizer.encode(` ${word}`), tokenizer.encode(word)].flatMap((ids) => (ids.length === 1 ? ids : [])),
  );
  return [...outside, ...openings];
}

/** One row a candidate, the same seeds for every reader, so that only what is said of the reader makes the difference. */
export function candidateRows(
  tail: readonly PromptPart[],
  count: number,
  seed: number,
  mostWords: number,
  decoding: Decoding,
  bannedIds: readonly number[],
  adapter: Pick<LoadedAdapter, 'name'> | null = null,
): GenerationRow[] {
  return Array.from({ length: count }, (_, index) => {
    const sampling: Sampling = {
      temperature: decoding.temperatures[index % decoding.temperatures.length]!,
      topP: decoding.topP,
      repetitionPenalty: decoding.repetitionPenalty,
      ...(decoding.bannedWords && { bannedWords: decoding.bannedWords }),
      ...(bannedIds.length > 0 && { bannedIds }),
      seed: candidateSeed(seed, index),
      maxTokens: Math.ceil(mostWords * tokensAWord),
      stopAtNewline: true,
    };
    return { tail, sampling, ...(adapter && { adapter: adapter.name }) };
  });
}

/** A seed of its own for each candidate (32-bit finaliser of MurmurHash3). */
export function candidateSeed(seed: number, index: number): number {
  let hash = (seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) & 0x7fffffff;
}
