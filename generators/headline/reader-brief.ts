import type { LoadedAdapter, PromptPart } from '../../models/language-model.ts';
import { chooseFocus } from '../../profiles/focus/choose-focus.ts';
import type { SoftPrompt } from '../../profiles/soft-prompt/soft-prompt.ts';
import { taskTokensOf } from '../adapter-choice.ts';
import type { AnalysedArticle } from '../facts/analyse-article.ts';
import type { Focus } from '../generation.ts';
import { readerTail } from '../prompt/reader-tail.ts';
import { taskTail } from '../prompt/task-tail.ts';
import type { HeadlineRequest, WritingModels } from './headline-request.ts';

/** What the model is given of one reader. */
export interface ReaderBrief {
  readonly focus: Focus | null;
  /** Index of the focus among the article's sentences, -1 without one. */
  readonly focusSentence: number;
  readonly softPrompt: SoftPrompt | null;
  readonly tail: readonly PromptPart[];
  /** The adapter that the tail is laid out for; null where the model's instruction is in words. */
  readonly adapter: LoadedAdapter | null;
}

/** How the task is put to the model. */
export interface TaskPrompt {
  readonly instruction: string;
  /** The first words of the answer. */
  readonly cue: string;
}

/** The wording that did best untrained; see `evaluation/prompt-search.ts`. */
export const headlinePrompt: TaskPrompt = { instruction: 'Write a title for this news story.', cue: 'Title:' };

/** Interests given as words, at most: the model's attention is small. */
const interestsInWords = 3;

/**
 * Chooses what of a reader goes into the prompt, by the conditioning asked for.
 * @param adapter lays the tail out as it was trained; interests in words, which it has never seen, are put to the model alone
 */
export function readerBrief(
  request: HeadlineRequest,
  article: AnalysedArticle,
  { languageModel, projector }: WritingModels,
  adapter: LoadedAdapter | null,
  prompt: TaskPrompt = headlinePrompt,
): ReaderBrief {
  const { conditioning, profile } = request;
  const known = profile && profile.source !== 'none' ? profile : null;
  const wantsFocus = conditioning === 'focus' || conditioning === 'hybrid';
  const wantsTokens = conditioning === 'soft-prompt' || conditioning === 'hybrid';
  const chosen =
    known && wantsFocus
      ? chooseFocus(article.sentences.slice(0, article.sentenceVectors.length), article.sentenceVectors, known, {
          averageReader: request.averageReader ?? null,
        })
      : null;
  const sentence = chosen ? article.sentences[chosen.index]! : null;
  const softPrompt = known && wantsTokens ? projector.project(known, languageModel) : null;
  const interests =
    known && conditioning === 'text'
      ? known.interests.slice(0, interestsInWords).map(({ name, terms }) => terms[0]?.term ?? name)
      : [];
  const used = interests.length > 0 ? null : adapter;
  return {
    focus:
      chosen && sentence
        ? {
            text: sentence.text,
            span: { start: sentence.start, end: sentence.end },
            interest: chosen.interest,
            similarity: chosen.similarity,
          }
        : null,
    focusSentence: chosen?.index ?? -1,
    softPrompt,
    adapter: used,
    tail: used
      ? taskTail(
          { task: 'headline', ...(sentence && { focus: sentence.text }), softPrompt },
          taskTokensOf(used),
          languageModel.tokenizer,
        )
      : readerTail(
          { ...prompt, ...(sentence && { focus: sentence.text }), interests, softPrompt },
          languageModel.tokenizer,
        ),
  };
}
