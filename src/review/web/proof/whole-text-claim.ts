import type { VerdictView } from '../../../api/schemas/verdict.ts';

/** Whether a claim speaks of (nearly) the whole text, as the nearness of a sentence does, not of some words in it. */
export function coversWhole({ textSpan }: Pick<VerdictView['claims'][number], 'textSpan'>, text: string): boolean {
  return textSpan.end - textSpan.start >= text.trim().length * 0.9;
}
