import type { ArticleWords } from '../facts/article-words.ts';
import { isCommonWord } from '../facts/common-words.ts';
import { isCapitalised, isFunctionWord, wordsOf } from '../facts/words.ts';

/** Takes off what models put around a text: quotation marks, labels, markdown, a full stop at the end. */
export function trimWrapping(text: string): string {
  let trimmed = text.replace(/\s+/g, ' ').trim();
  for (let before = ''; before !== trimmed; ) {
    before = trimmed;
    trimmed = trimmed
      .replace(/^(?:headline|title|ad title|answer)\s*:\s*/i, '')
      .replace(/^[*_#>\s-]+|[*_\s]+$/g, '')
      .replace(/^["“”'‘](.*)["“”'’]$/u, (whole, inner: string) => (/["“”]/u.test(inner) ? whole : inner))
      .replace(/^["“”](?=[^"“”]*$)|["“”]$(?<=^[^"“”]*["“”])/gu, '')
      .trim();
  }
  return trimmed.replace(/(?<![.!?])\.$/u, '');
}

/**
 * Sentence case, as the house writes: a word that the source writes small, or that is an ordinary word and no name of the
 * source, loses its capital; the first word has one.
 */
export function sentenceCase(text: string, source: ArticleWords): string {
  const words = wordsOf(text);
  // A text that is capitalised only where names stand is in house style already.
  const capitals = words.filter((word) => isCapitalised(word.text)).length;
  const titleCase = words.length > 2 && capitals / words.length > 0.6;
  let styled = '';
  let at = 0;
  for (const [index, word] of words.entries()) {
    styled += text.slice(at, word.start);
    at = word.end;
    const acronym = /\p{Lu}.*\p{Lu}/u.test(word.text);
    const small =
      source.small.has(word.folded) ||
      isFunctionWord(word.folded) ||
      (isCommonWord(word.folded) && !namedInside(word.folded, source));
    if (index === 0)
      styled +=
        word.text[0]!.toUpperCase() + (titleCase && small ? word.text.slice(1).toLowerCase() : word.text.slice(1));
    else styled += titleCase && isCapitalised(word.text) && !acronym && small ? word.text.toLowerCase() : word.text;
  }
  return styled + text.slice(at);
}

/** Whether the source capitalises a word where its place does not ask for it. */
function namedInside(folded: string, source: ArticleWords): boolean {
  return (source.positions.get(folded) ?? []).some((index) => {
    const word = source.words[index]!;
    return isCapitalised(word.text) && !word.opens;
  });
}
