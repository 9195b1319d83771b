import type { LanguageModel } from '../language-model.ts';

export interface DecodeSpeed {
  /** Rows that share a prefix and are written together. */
  readonly rows: number;
  /** Of all rows together, the prompt's time left out. */
  readonly tokensPerSecond: number;
}

/** How fast a model reads and writes, each the best of the runs taken. */
export interface Speed {
  readonly promptTokens: number;
  readonly promptTokensPerSecond: number;
  readonly decode: readonly DecodeSpeed[];
  readonly runs: number;
}

const writtenTokens = 32;
const runs = 3;

/**
 * Times a prompt of `prompt` and greedy writing behind it in each batch size. Ends of sequence are banned, so that every
 * row writes as long. The machine's other work slows it: the best of three runs is told.
 */
export async function measureSpeed(
  model: LanguageModel,
  prompt: readonly number[],
  batches: readonly number[],
  signal?: AbortSignal,
): Promise<Speed> {
  let promptSeconds = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    signal?.throwIfAborted();
    const begun = performance.now();
    // A tail is computed anew each time; a prefix would be remembered.
    await model.firstLogits([], [{ ids: prompt }]);
    promptSeconds = Math.min(promptSeconds, (performance.now() - begun) / 1000);
  }
  const decode: DecodeSpeed[] = [];
  for (const rows of batches) {
    let best = 0;
    for (let run = 0; run < runs; run++) best = Math.max(best, await timeWriting(model, prompt, rows, signal));
    decode.push({ rows, tokensPerSecond: best });
  }
  return { promptTokens: prompt.length, promptTokensPerSecond: prompt.length / promptSeconds, decode, runs };
}

/** Tokens a second from the moment every row has its first token until the last is written. */
async function timeWriting(
  model: LanguageModel,
  prompt: readonly number[],
  rows: number,
  signal?: AbortSignal,
): Promise<number> {
  const { endIds } = model.tokenizer;
  const begun = new Set<number>();
  let since = 0;
  let counted = 0;
  let until = 0;
  const row = {
    tail: [{ ids: prompt.slice(-1) }],
    sampling: { temperature: 0, seed: 1, maxTokens: writtenTokens, bannedIds: endIds },
  };
  await model.generate({
    prefix: prompt.slice(0, -1),
    rows: Array.from({ length: rows }, () => row),
    lane: 'bulk',
    signal,
    onToken: (index) => {
      until = performance.now();
      if (begun.size === rows) counted += 1;
      begun.add(index);
      if (begun.size === rows && since === 0) since = until;
    },
  });
  return (counted * 1000) / (until - since);
}
