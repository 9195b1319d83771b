import type { AdapterTask } from '../../models/adapter/adapter.ts';
import type { PromptPart, Tokenizer } from '../../models/language-model.ts';
import type { SoftPrompt } from '../../profiles/soft-prompt/soft-prompt.ts';

/** Names the wording and order of a tail with task tokens; an adapter serves only the version it was trained on. */
export const taskTailVersion = '1';

/** The first words of the answer, by task. */
export const taskCues: Readonly<Record<AdapterTask, string>> = {
  headline: 'Title:',
  'ad-title': 'Ad title:',
  facts: 'Supported:',
};

/** What of a reader, or which claim, follows the source when an adapter writes. */
export interface TaskTailContent {
  readonly task: AdapterTask;
  /** A sentence of the source, given again: what the text is to lean on. */
  readonly focus?: string;
  /** What is to be judged against the source; for `facts` alone. */
  readonly claim?: string;
  readonly softPrompt?: SoftPrompt | null;
}

/**
 * What follows the shared frame when an adapter writes: its task tokens instead of an instruction, then the focus or
 * the claim, the reader's soft tokens, the cue last. Serving and training lay a tail out with this one function.
 * @param taskTokens the part that holds the adapter's task tokens, or what marks their place while they are learnt
 */
export function taskTail<TaskTokens>(
  { task, focus, claim, softPrompt }: TaskTailContent,
  taskTokens: TaskTokens,
  tokenizer: Tokenizer,
): (PromptPart | TaskTokens)[] {
  const said = [focus ? ` Stress this: ${focus}` : '', claim ? ` Claim: ${claim}` : ''].join('');
  const end = [
    tokenizer.specialId('<|im_end|>'),
    ...tokenizer.encode('\n'),
    tokenizer.specialId('<|im_start|>'),
    ...tokenizer.encode(`assistant\n${taskCues[task]}`),
  ];
  const opening = [{ ids: tokenizer.encode('\n\n') }, taskTokens];
  if (!softPrompt || softPrompt.count === 0) return [...opening, { ids: [...tokenizer.encode(said), ...end] }];
  return [
    ...opening,
    { ids: tokenizer.encode(`${said} The reader likes`) },
    { embeddings: softPrompt.embeddings, madeFor: softPrompt.madeFor },
    { ids: [...tokenizer.encode('.'), ...end] },
  ];
}

/**
 * The ids of a whole answer as an adapter learns and is scored on it: the text behind the cue, and the end.
 * @param text without leading space
 */
export function answerIds(text: string, tokenizer: Tokenizer): number[] {
  return [...tokenizer.encode(` ${text}`), tokenizer.specialId('<|im_end|>')];
}

/** The verdicts of the `facts` task: one token each. @throws if the vocabulary has no such token */
export function verdictIds(tokenizer: Tokenizer): { readonly supported: number; readonly unsupported: number } {
  const single = (text: string): number => {
    const ids = tokenizer.encode(text);
    if (ids.length !== 1) throw new Error(`this vocabulary spells "${text}" in ${ids.length} tokens, not in one`);
    return ids[0]!;
  };
  return { supported: single(' yes'), unsupported: single(' no') };
}
