import type { Tokenizer } from '../../../models/language-model.ts';
import { judgedSourceTokens, sourceFrame } from '../../prompt/article-frame.ts';
import type { AnalysedArticle } from '../analyse-article.ts';

const known = new WeakMap<AnalysedArticle, { readonly tokenizer: Tokenizer; readonly ids: readonly number[] }>();

/** The frame that an article's texts are judged behind; encoded once an article, however often it is asked about. */
export function judgedFrame(article: AnalysedArticle, tokenizer: Tokenizer): readonly number[] {
  const made = known.get(article);
  if (made?.tokenizer === tokenizer) return made.ids;
  const ids = sourceFrame(article.plain, tokenizer, judgedSourceTokens);
  known.set(article, { tokenizer, ids });
  return ids;
}
