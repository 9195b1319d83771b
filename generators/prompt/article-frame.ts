import type { Tokenizer } from '../../models/language-model.ts';

/** Names the wording of frame, instructions and cues, and the decoding behind them; kept with every result. */
export const promptVersion = '3';

/** Tokens of a source that the model sees, for serving, training and evaluation alike; facts are checked against all of it. */
export const sourceTokens = 384;

/**
 * Tokens of a source that a text is judged behind: what it says may stand further down than a writer needs to read. The
 * longer frame begins with the shorter one, so its KV cache goes on from there.
 */
export const judgedSourceTokens = 1024;

/** No vocabulary's tokens are longer on average: what lies behind is not encoded to be thrown away. */
const mostCharactersOfToken = 64;

/**
 * The task-neutral frame and the source's first tokens: what every task and every reader of one source share, so that
 * its KV cache is computed once. The desk's own title never enters. Text that spells a special token stays text.
 * @param source an article's body, or an ad's facts by line
 * @param tokens of the source, at most
 */
export function sourceFrame(source: string, tokenizer: Tokenizer, tokens: number = sourceTokens): number[] {
  const start = source
    .replace(/\s*\n\s*/g, '\n')
    .trim()
    .slice(0, tokens * mostCharactersOfToken);
  const body = tokenizer.encode(start).slice(0, tokens);
  return [tokenizer.specialId('<|im_start|>'), ...tokenizer.encode('user\nText:\n'), ...body];
}
