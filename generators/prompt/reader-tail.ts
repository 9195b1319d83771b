import type { PromptPart, Tokenizer } from '../../models/language-model.ts';
import type { SoftPrompt } from '../../profiles/soft-prompt/soft-prompt.ts';

/** What of a reader and a task follows the source. */
export interface TailContent {
  /** What is asked, e.g. "Write a headline for this text." */
  readonly instruction: string;
  /** A sentence of the source, given again. */
  readonly focus?: string;
  /** Interests in words. */
  readonly interests?: readonly string[];
  readonly softPrompt?: SoftPrompt | null;
  /** The first words of the answer; the model goes on from here. */
  readonly cue: string;
}

/**
 * What follows the shared frame: task, focus, the reader's interests or soft tokens, cue last. Without soft tokens the
 * parts are those of the plain prompt, id for id.
 */
export function readerTail(content: TailContent, tokenizer: Tokenizer): PromptPart[] {
  const { instruction, focus, interests = [], softPrompt, cue } = content;
  const before = [
    `\n\n${instruction}`,
    focus ? ` Stress this: ${focus}` : '',
    interests.length > 0 ? ` The reader likes ${interests.join(', ')}.` : '',
  ].join('');
  const asked = tokenizer.encode(before);
  const end = [
    tokenizer.specialId('<|im_end|>'),
    ...tokenizer.encode('\n'),
    tokenizer.specialId('<|im_start|>'),
    ...tokenizer.encode(`assistant\n${cue}`),
  ];
  if (!softPrompt || softPrompt.count === 0) return [{ ids: [...asked, ...end] }];
  return [
    { ids: [...asked, ...tokenizer.encode(' The reader likes')] },
    { embeddings: softPrompt.embeddings, madeFor: softPrompt.madeFor },
    { ids: [...tokenizer.encode('.'), ...end] },
  ];
}
