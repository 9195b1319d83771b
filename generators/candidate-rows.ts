import type { GenerationRow, PromptPart, Sampling } from '../models/language-model.ts';

/** How candidates are drawn; the default was chosen by `evaluation/prompt-search.ts`. */
export interface Decoding {
  /** Temperature of each candidate in turn; 0 is greedy. */
  readonly temperatures: readonly number[];
  readonly topP: number;
  readonly repetitionPenalty: number;
  /** Never written: marks that lead this model into labels, teasers and made-up speech. */
  readonly bannedWords?: readonly string[];
}

export const defaultDecoding: Decoding = { temperatures: [0, 0.2, 0.3, 0.4], topP: 0.9, repetitionPenalty: 1.05 };

/** Tokens a word of a text needs at most, with room for names. */
const tokensAWord = 2.5;

/** One row a candidate, the same seeds for every reader, so that only what is said of the reader makes the difference. */
export function candidateRows(
  tail: readonly PromptPart[],
  count: number,
  seed: number,
  mostWords: number,
  decoding: Decoding,
): GenerationRow[] {
  return Array.from({ length: count }, (_, index) => {
    const sampling: Sampling = {
      temperature: decoding.temperatures[index % decoding.temperatures.length]!,
      topP: decoding.topP,
      repetitionPenalty: decoding.repetitionPenalty,
      ...(decoding.bannedWords && { bannedWords: decoding.bannedWords }),
      seed: candidateSeed(seed, index),
      maxTokens: Math.ceil(mostWords * tokensAWord),
      stopAtNewline: true,
    };
    return { tail, sampling };
  });
}

/** A seed of its own for each candidate (32-bit finaliser of MurmurHash3). */
export function candidateSeed(seed: number, index: number): number {
  let hash = (seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) & 0x7fffffff;
}
