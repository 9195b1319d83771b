import type { Word } from './words.ts';

/** Words that deny what follows them. */
const plainNegators = new Set(
  "not no never none nobody nothing neither nor without cannot cant hardly barely nowhere don't doesn't didn't won't wouldn't can't couldn't shouldn't isn't aren't wasn't weren't hasn't haven't hadn't mustn't needn't ain't".split(
    ' ',
  ),
);
/** Verbs and nouns, by stem, that deny what they are said of: "failed to open", "refused permission", "ruled out". */
const denyingStems = new Set(
  'fail deny deni refus reject declin unabl unlik lack stop prevent block ban bar avoid abandon cancel halt scrap drop oppos miss escap quash overturn dismiss delay postpon withdraw withdrew suspend rul absenc absent instead rather unless far few littl end forbid prohibit impossibl against reluctant doubt spar free'.split(
    ' ',
  ),
);

/** Whether a word denies by itself ("not", "no", "won't"). */
export function isNegator(word: Word): boolean {
  return plainNegators.has(word.folded);
}

/** Whether a word denies, be it only by its sense ("refused", "failed"). */
export function deniesBySense(word: Word): boolean {
  return plainNegators.has(word.folded) || denyingStems.has(word.stem);
}
