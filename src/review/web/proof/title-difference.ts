import { diffArrays } from 'diff';
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

interface Word {
  readonly start: number;
  readonly end: number;
  /** Without case and the marks around it: a comma or a capital makes no other word. */
  readonly bare: string;
}

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    bare: word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || word,
  }));

/** Neighbouring words as one stretch. */
const stretch = <Mark>(words: readonly Word[], mark: Mark): Marking<Mark>[] =>
  words.length > 0 ? [{ start: words[0]!.start, end: words.at(-1)!.end, mark }] : [];

/** Compares two titles word by word (Myers' difference, as the package `diff` has it). */
export function titleDifference(original: string, proposed: string): TitleDifference {
  const [before, after] = [wordsOf(original), wordsOf(proposed)];
  const gone: Marking<'gone'>[] = [];
  const added: Marking<'new'>[] = [];
  let [inBefore, inAfter, kept] = [0, 0, 0];
  for (const { count, removed, added: isNew } of diffArrays(before, after, {
    comparator: (left, right) => left.bare === right.bare,
  })) {
    if (removed) {
      gone.push(...stretch(before.slice(inBefore, inBefore + count), 'gone' as const));
      inBefore += count;
    } else if (isNew) {
      added.push(...stretch(after.slice(inAfter, inAfter + count), 'new' as const));
      inAfter += count;
    } else {
      kept += count;
      inBefore += count;
      inAfter += count;
    }
  }
  return { gone, added, kept: kept / Math.max(1, before.length, after.length) };
}
