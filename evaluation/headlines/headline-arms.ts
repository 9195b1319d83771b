import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../../generators/facts/check-facts.ts';
import { formFaults } from '../../generators/form/form-faults.ts';
import type { WritingModels } from '../../generators/headline/headline-request.ts';
import { defaultHeadlineWords, passes, writeHeadlines } from '../../generators/headline/write-headlines.ts';
import type { JudgedText } from './score-text.ts';
import { shortenSentence } from './shorten-sentence.ts';

/** Who makes the headline: the model with its adapter, the model alone, the body's first sentence whole or shortened. */
export const headlineArms = ['trained', 'untrained', 'firstSentence', 'shortenedFirstSentence'] as const;
export type HeadlineArm = (typeof headlineArms)[number];

export interface WritingSettings {
  readonly candidates: number;
  readonly seed: number;
}

/**
 * The model's headline of an article for nobody in particular: the best candidate that passes, or, where none does, the
 * best of those that fail. There is no fallback, and the article's title is not given.
 * @param adapter name of a loaded adapter, null to write without
 */
export async function writtenHeadline(
  article: AnalysedArticle,
  models: WritingModels,
  { candidates, seed }: WritingSettings,
  adapter: string | null,
): Promise<JudgedText> {
  const [written] = await writeHeadlines(
    { title: '', body: article.body, language: 'en' },
    [{ profile: null, conditioning: 'none', seed, candidates }],
    models,
    { lane: 'bulk', adapter },
  );
  const ordered = [...written!.outcome.candidates].sort((a, b) => b.score - a.score);
  const best = ordered.find(passes) ?? ordered[0]!;
  const [vector] = await models.encoder.encode([best.text]);
  return { text: best.text, verdict: best.verdict!, formFaults: best.formFaults, vector: vector! };
}

/** The body's first sentence, whole or shortened by rules, judged as a written headline is. */
export async function sentenceHeadline(
  article: AnalysedArticle,
  { encoder }: Pick<WritingModels, 'encoder'>,
  shortened: boolean,
): Promise<JudgedText> {
  const sentence = article.sentences[0]?.text ?? '';
  const text = shortened ? shortenSentence(sentence) : sentence.replace(/\s+/gu, ' ');
  const [vector] = await encoder.encode([text]);
  return {
    text,
    vector: vector!,
    verdict: checkFactsAgainst(text, vector!, article),
    formFaults: formFaults(text, { finish: 'stop' }, defaultHeadlineWords),
  };
}
