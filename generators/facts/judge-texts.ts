import type { Lane } from '../../models/language-model.ts';
import type { AnalysedArticle } from './analyse-article.ts';
import { checkFactsAgainst } from './check-facts.ts';
import { assess } from './score/assessment.ts';
import { factFeatures } from './score/fact-features.ts';
import { type ReadingModels, readFacts } from './score/fact-readings.ts';
import { type FactScorerFile, type FactThresholds, scoreFeatures } from './score/fact-scorer.ts';
import { naturalText } from './score/natural-text.ts';
import { shippedScorer } from './score/shipped-scorer.ts';
import type { Verdict } from './verdict.ts';

export interface JudgeOptions {
  /** Titles of what the reader read, one a line, for each text or for all; what stands only there is a leak. */
  readonly historyText?: string | readonly string[];
  /** A named threshold, or a probability of the workspace's own; `gate` if not given. */
  readonly threshold?: keyof FactThresholds | number;
  /** Another scorer than the one that ships. */
  readonly scorer?: FactScorerFile;
  readonly lane?: Lane;
  readonly signal?: AbortSignal;
}

/**
 * Checks texts about one article by the rules and scores them with the models that are given, all in one batch. What a
 * rule contradicts has probability 0 and its reason; a text that no rule objects to is supported only if its
 * probability reaches the threshold.
 * @throws if the article was analysed by another encoder than the one given
 */
export async function judgeTexts(
  texts: readonly string[],
  article: AnalysedArticle,
  models: ReadingModels,
  options: JudgeOptions = {},
): Promise<Verdict[]> {
  const scorer = options.scorer ?? shippedScorer;
  const asked = modelsOf(scorer, models);
  const natural = texts.map((text) => naturalText(text, article));
  const written = natural.map(({ text }) => text);
  const [readings, vectors] = await Promise.all([
    readFacts(written, article, asked, options),
    models.encoder && article.sentenceVectors.length > 0 ? models.encoder.encode(written, options) : null,
  ]);
  return written.map((text, index) => {
    const history = typeof options.historyText === 'string' ? options.historyText : options.historyText?.[index];
    const verdict = checkFactsAgainst(text, vectors?.[index] ?? null, article, { historyText: history ?? '' });
    // What the rules could not read has nothing to be scored by.
    if (verdict.claims.some(({ rule }) => rule === 'sentence/unread')) return natural[index]!.inOriginal(verdict);
    const features = factFeatures(text, verdict, article, readings[index]!);
    const score = scoreFeatures(features, scorer);
    const wanted = options.threshold ?? 'gate';
    const threshold = typeof wanted === 'number' ? wanted : score.thresholds[wanted];
    const probability = verdict.label === 'contradicted' ? 0 : score.probability;
    const assessment = assess(text, { ...score, probability }, threshold, features, readings[index]!);
    const passes = verdict.label !== 'supported' || probability >= threshold;
    const label = passes ? verdict.label : 'not_verifiable';
    return natural[index]!.inOriginal({ ...verdict, label, score: probability, assessment });
  });
}

/** A scorer is good for the files it was made with: what another model says means something else, so it is not asked. */
function modelsOf({ madeWith }: FactScorerFile, { encoder, languageModel }: ReadingModels): ReadingModels {
  const factAdapter = languageModel?.adapters.find(
    ({ fileSha256, task }) => task === 'facts' && fileSha256 === madeWith.factAdapterSha256,
  );
  return {
    ...(encoder?.identity.fileSha256 === madeWith.encoderSha256 && { encoder }),
    ...(languageModel?.identity.fileSha256 === madeWith.languageModelSha256 && { languageModel, factAdapter }),
  };
}
