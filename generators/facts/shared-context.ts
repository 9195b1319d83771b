import type { AnalysedArticle } from './analyse-article.ts';
import type { Span } from './verdict.ts';
import { isFunctionWord, type Word } from './words.ts';

// How many content words on each side speak of the same thing.
const reach = 4;
const fewestShared = 2;

/** Index of the first word that starts at or after an offset. Binary search. */
export function wordIndexAt(words: readonly Word[], offset: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Stems of the content words near a span, on both sides. */
export function contentStems(words: readonly Word[], start: number, end: number): Set<string> {
  const stems = new Set<string>();
  const from = wordIndexAt(words, start);
  for (let at = from - 1, left = reach; at >= 0 && left > 0; at--) left -= add(stems, words[at]!);
  for (let at = wordIndexAt(words, end), left = reach; at < words.length && left > 0; at++)
    left -= add(stems, words[at]!);
  return stems;
}

function add(stems: Set<string>, word: Word): number {
  if (isFunctionWord(word.folded) || /^\d/u.test(word.folded)) return 0;
  stems.add(word.stem);
  return 1;
}

/** Whether the words around a span of the article are, in part, those of the text: both speak of the same thing. */
export function shareContext(around: ReadonlySet<string>, span: Span, article: AnalysedArticle): boolean {
  let shared = 0;
  for (const stem of contentStems(article.index.words, span.start, span.end)) if (around.has(stem)) shared++;
  return shared >= Math.min(fewestShared, Math.max(1, around.size));
}
