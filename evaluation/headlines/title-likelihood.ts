import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import { headlinePrompt } from '../../generators/headline/reader-brief.ts';
import { sourceFrame } from '../../generators/prompt/article-frame.ts';
import { readerTail } from '../../generators/prompt/reader-tail.ts';
import { answerIds, taskTail } from '../../generators/prompt/task-tail.ts';
import type { LanguageModel, PromptPart } from '../../models/language-model.ts';
import { referenceTitle } from './reference-title.ts';

/**
 * Mean negative log-likelihood (nats a token) of an article's true title, its end included, behind the prompt that
 * writes headlines; the title stands in sentence case.
 * @param adapter name of a loaded adapter, null for the model alone with its instruction in words
 */
export async function titleLikelihood(
  title: string,
  article: AnalysedArticle,
  languageModel: LanguageModel,
  adapter: string | null,
): Promise<number> {
  const { tokenizer } = languageModel;
  const loaded = adapter === null ? undefined : languageModel.adapters.find(({ name }) => name === adapter);
  if (adapter !== null && !loaded) throw new Error(`adapter ${adapter} is not loaded: load it before it is measured`);
  const none: PromptPart = { ids: [] };
  const tail = loaded
    ? taskTail({ task: 'headline' }, loaded.taskTokens ?? none, tokenizer)
    : readerTail(headlinePrompt, tokenizer);
  const [scores] = await languageModel.score({
    prefix: sourceFrame(article.plain, tokenizer),
    rows: [
      {
        tail,
        continuation: answerIds(referenceTitle(title, article), tokenizer),
        ...(loaded && { adapter: loaded.name }),
      },
    ],
    lane: 'bulk',
  });
  return -scores!.reduce((sum, value) => sum + value, 0) / scores!.length;
}
