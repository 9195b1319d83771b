import type { AnalysedArticle } from '../analyse-article.ts';
import { isCapitalised, wordsOf } from '../words.ts';

/**
 * A text without any capital, or in capitals throughout, written as the article would write it: names get theirs back where
 * the article gives them one, and each sentence its first. Any other text is returned as it is. Never changes the length, so
 * offsets hold.
 */
export function naturalCase(text: string, article: AnalysedArticle): string {
  if (inCapitals.test(text) && !/\p{Ll}/u.test(text)) {
    const small = text.toLowerCase();
    return small.length === text.length ? naturalCase(small, article) : text;
  }
  if (/\p{Lu}/u.test(text)) return text;
  let written = '';
  let end = 0;
  for (const word of wordsOf(text)) {
    written += text.slice(end, word.start);
    const form = word.opens ? capitalForm(word.text) : articleForm(word.folded, word.text, article);
    written += form.length === word.text.length ? form : word.text;
    end = word.end;
  }
  return written + text.slice(end);
}

/** Three words in capitals; "UK: GDP" may be names. */
const inCapitals = /(?:\p{Lu}{2,}\P{L}+){2}\p{Lu}{2,}/u;

const capitalForm = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** How the article writes a word inside its sentences, if it always gives it a capital there. */
function articleForm(folded: string, word: string, { index }: AnalysedArticle): string {
  if (index.small.has(folded)) return word;
  const forms = (index.positions.get(folded) ?? []).map((position) => index.words[position]!);
  const inside = forms.find((form) => !form.opens) ?? forms[0];
  if (!inside || !isCapitalised(inside.text)) return word;
  // A possessive of the article is longer than the word asked for.
  return inside.text.slice(0, word.length).toLowerCase() === word.toLowerCase()
    ? inside.text.slice(0, word.length)
    : word;
}
