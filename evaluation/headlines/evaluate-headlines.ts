import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { articleChecker } from '../../generators/facts/check-facts.ts';
import { shippedScorer } from '../../generators/facts/score/shipped-scorer.ts';
import { headlineRanker } from '../../generators/headline/headline-ranker.ts';
import type { WritingModels } from '../../generators/headline/headline-request.ts';
import { promptVersion } from '../../generators/prompt/article-frame.ts';
import { salienceMeasure } from '../../profiles/focus/salience.ts';
import { bootstrapMean, type MeanInterval } from '../bootstrap-mean.ts';
import { copySource } from './copied-text.ts';
import {
  type HeadlineArm,
  headlineArms,
  type MeasuredCandidate,
  sentenceScores,
  standing,
  type WritingSettings,
  writtenCandidates,
} from './headline-arms.ts';
import type { KeptScores } from './kept-scores.ts';
import { type MeasuredArticle, type TextMetric, type TextScores, textMetrics } from './score-text.ts';
import { titleLikelihood } from './title-likelihood.ts';

/** An article whose publisher's title is known. */
export interface HeadlineRow {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** Figures of one arm; `nll` where a model gives the true title a likelihood. */
export type ArmReport = Readonly<Record<TextMetric, MeanInterval> & { nll?: MeanInterval }>;

export interface HeadlineReport {
  /** Articles measured. */
  readonly n: number;
  /** Name and version of the check behind `factPass`. */
  readonly checker: string;
  readonly arms: Readonly<Record<HeadlineArm, ArmReport>>;
}

/** What is kept of an article in an arm: figures of its candidates, or of the one text that a rule gives. */
export type KeptArm =
  | { readonly candidates: readonly MeasuredCandidate[]; readonly nll: number }
  | { readonly scores: TextScores };

export interface HeadlineEvaluationOptions extends WritingSettings {
  /** Name of the loaded adapter that is measured as `trained`. */
  readonly adapter: string;
  readonly kept: KeptScores<KeptArm>;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Measures headlines of articles whose title is known, in every arm. Rows without a body to write from, or not in English,
 * are not measured.
 * @throws when no row can be measured
 */
export async function evaluateHeadlines(
  rows: readonly HeadlineRow[],
  models: WritingModels,
  options: HeadlineEvaluationOptions,
): Promise<HeadlineReport> {
  const found: Record<HeadlineArm, KeptArm[]> = {
    trained: [],
    untrained: [],
    firstSentence: [],
    shortenedFirstSentence: [],
  };
  for (const [index, row] of rows.entries()) {
    const article = await analyseArticle({ body: row.body, language: 'en' }, models.encoder);
    if (article.sentences.length > 0) {
      const measured: MeasuredArticle = {
        article,
        salience: salienceMeasure(article.sentenceVectors),
        copy: copySource(article.plain),
        title: row.title,
      };
      for (const arm of headlineArms)
        found[arm].push(
          await options.kept.of(dependencies(arm, row, models, options), () =>
            measureArm(arm, measured, models, options),
          ),
        );
    }
    options.onProgress?.(index + 1, rows.length);
  }
  const n = found.trained.length;
  if (n === 0) throw new Error('no row has a body to write a headline from');
  return {
    n,
    checker,
    arms: {
      trained: armReport(found.trained),
      untrained: armReport(found.untrained),
      firstSentence: armReport(found.firstSentence),
      shortenedFirstSentence: armReport(found.shortenedFirstSentence),
    },
  };
}

async function measureArm(
  arm: HeadlineArm,
  measured: MeasuredArticle,
  models: WritingModels,
  options: HeadlineEvaluationOptions,
): Promise<KeptArm> {
  if (arm === 'firstSentence' || arm === 'shortenedFirstSentence')
    return { scores: await sentenceScores(measured, models, arm === 'shortenedFirstSentence') };
  const adapter = arm === 'trained' ? options.adapter : null;
  return {
    candidates: await writtenCandidates(measured, models, options, adapter),
    nll: await titleLikelihood(measured.title, measured.article, models.languageModel, adapter),
  };
}

/** All that an article's figures in an arm depend on. */
function dependencies(
  arm: HeadlineArm,
  { title, body }: HeadlineRow,
  { languageModel, encoder }: WritingModels,
  { adapter, candidates, seed }: HeadlineEvaluationOptions,
): unknown[] {
  const shared = [arm, title, body, encoder.identity.fileSha256, checker, measureVersion];
  if (arm === 'firstSentence' || arm === 'shortenedFirstSentence') return shared;
  const { fileSha256, quantization } = languageModel.identity;
  const loaded = arm === 'trained' ? languageModel.adapters.find(({ name }) => name === adapter) : null;
  const { name, version } = headlineRanker;
  const writer = [fileSha256, quantization, promptVersion, loaded?.version, loaded?.fileSha256];
  return [...shared, ...writer, `${name}@${version}`, candidates, seed];
}

/** Changes with any metric or sentence rule, so that kept figures of another are not taken. */
const measureVersion = '2';

/** The rules and the scorer behind the gate, as texts are checked in service. */
const checker = `${articleChecker.name}@${articleChecker.version}+${shippedScorer.name}@${shippedScorer.version}`;

function armReport(kept: readonly KeptArm[]): ArmReport {
  const nll = kept.flatMap((one) => ('nll' in one ? [one.nll] : []));
  const scores = kept.map((one) => ('scores' in one ? one.scores : standing(one.candidates).scores));
  const mean = (metric: TextMetric) => bootstrapMean(scores.map((one) => one[metric]));
  return {
    ...(nll.length > 0 && { nll: bootstrapMean(nll) }),
    ...(Object.fromEntries(textMetrics.map((metric) => [metric, mean(metric)])) as Record<TextMetric, MeanInterval>),
  };
}
