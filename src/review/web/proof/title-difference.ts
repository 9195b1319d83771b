import { diffWordsWithSpace } from 'diff';
import type { Marking } from './segments.ts';

/** How a proposed title differs from the original. */
export interface TitleDifference {
  /** Words of the original that are gone. */
  readonly gone: readonly Marking<'gone'>[];
  /** Words of the proposal that are new. */
  readonly added: readonly Marking<'new'>[];
  /** Share of the longer title's words that stand in both, 0..1. */
  readonly kept: number;
}

/** Compares two titles word by word (Myers' difference, as the package `diff` has it). */
export function titleDifference(original: string, proposed: string): TitleDifference {
  const gone: Marking<'gone'>[] = [];
  const added: Marking<'new'>[] = [];
  let [inOriginal, inProposed, keptWords] = [0, 0, 0];
  const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  for (const part of diffWordsWithSpace(original, proposed)) {
    const { length } = part.value;
    if (part.removed) {
      if (part.value.trim()) gone.push({ start: inOriginal, end: inOriginal + length, mark: 'gone' });
      inOriginal += length;
    } else if (part.added) {
      if (part.value.trim()) added.push({ start: inProposed, end: inProposed + length, mark: 'new' });
      inProposed += length;
    } else {
      keptWords += words(part.value);
      inOriginal += length;
      inProposed += length;
    }
  }
  return { gone, added, kept: keptWords / Math.max(1, words(original), words(proposed)) };
}
