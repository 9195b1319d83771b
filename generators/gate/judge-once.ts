import type { AnalysedArticle } from '../facts/analyse-article.ts';
import { type JudgeOptions, judgeTexts } from '../facts/judge-texts.ts';
import type { ReadingModels } from '../facts/score/fact-readings.ts';
import type { Verdict } from '../facts/verdict.ts';
import { sharingQuestions } from '../prompt/shared-question.ts';

/** Verdicts with the scorer's probability, in the order of the texts. */
export type Judge = (texts: readonly string[]) => Promise<Verdict[]>;

/**
 * A judge of one article that reads each text once, whichever readers' candidate it is. A reader's history takes no part:
 * it can only speak against what the rules have found to be unsupported, and that is refused before it comes here.
 */
export function judgeOnce(
  article: AnalysedArticle,
  models: ReadingModels,
  options: Omit<JudgeOptions, 'historyText'>,
): Judge {
  const known = new Map<string, Promise<Verdict>>();
  const asked = { ...models, ...(models.languageModel && { languageModel: sharingQuestions(models.languageModel) }) };
  return (texts) => {
    const fresh = [...new Set(texts)].filter((text) => !known.has(text));
    const judged = fresh.length > 0 ? judgeTexts(fresh, article, asked, options) : Promise.resolve([]);
    for (const [index, text] of fresh.entries())
      known.set(
        text,
        judged.then((verdicts) => verdicts[index]!),
      );
    return Promise.all(texts.map((text) => known.get(text)!));
  };
}
