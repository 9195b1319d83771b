import type { AdFacts } from '../../datasets/item.ts';
import type { LoadedAdapter, PromptPart } from '../../models/language-model.ts';
import type { SoftPrompt } from '../../profiles/soft-prompt/soft-prompt.ts';
import { taskTokensOf } from '../adapter-choice.ts';
import type { HeadlineRequest, WritingModels } from '../headline/headline-request.ts';
import { readerTail } from '../prompt/reader-tail.ts';
import { taskTail } from '../prompt/task-tail.ts';

/** What the model is given of one reader of an ad. */
export interface AdTitleBrief {
  readonly softPrompt: SoftPrompt | null;
  readonly tail: readonly PromptPart[];
  /** The adapter that the tail is laid out for; null where the model's instruction is in words. */
  readonly adapter: LoadedAdapter | null;
  /** What every candidate begins with and the model goes on from; an adapter writes the title whole. */
  readonly start: string;
}

export const adTitleInstruction = 'Write a short ad title with the name of the product and one fact from this text.';
export const adTitleCue = 'Ad title:';

/**
 * The words every candidate begins with: the product's or brand's own name. Left to itself the untrained model begins
 * with praise; after the name it goes on to a selling point more often.
 */
export const adTitleStart = (facts: AdFacts): string => `${facts.product ?? facts.brand}:`;

const interestsInWords = 3;

/**
 * Chooses what of a reader goes into the prompt. An ad has no sentences to lean on: focus alone gives the plain prompt,
 * hybrid gives the soft tokens.
 * @param adapter lays the tail out as it was trained; interests in words, which it has never seen, are put to the model alone
 */
export function adTitleBrief(
  { profile, conditioning }: HeadlineRequest,
  facts: AdFacts,
  { languageModel, projector }: WritingModels,
  adapter: LoadedAdapter | null,
): AdTitleBrief {
  const { tokenizer } = languageModel;
  const known = profile && profile.source !== 'none' ? profile : null;
  const softPrompt =
    known && (conditioning === 'soft-prompt' || conditioning === 'hybrid')
      ? projector.project(known, languageModel)
      : null;
  const interests =
    known && conditioning === 'text'
      ? known.interests.slice(0, interestsInWords).map(({ name, terms }) => terms[0]?.term ?? name)
      : [];
  if (adapter && interests.length === 0) {
    const tail = taskTail({ task: 'ad-title', softPrompt }, taskTokensOf(adapter), tokenizer);
    return { softPrompt, tail, adapter, start: '' };
  }
  const start = adTitleStart(facts);
  const cue = `${adTitleCue} ${start}`;
  const tail = readerTail({ instruction: adTitleInstruction, interests, softPrompt, cue }, tokenizer);
  return { softPrompt, tail, adapter: null, start };
}
