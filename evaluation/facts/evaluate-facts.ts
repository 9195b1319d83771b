import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { articleChecker } from '../../generators/facts/check-facts.ts';
import { judgeTexts } from '../../generators/facts/judge-texts.ts';
import type { ReadingModels } from '../../generators/facts/score/fact-readings.ts';
import { judgedByModel } from '../../generators/facts/score/judged-by-model.ts';
import { shippedScorer } from '../../generators/facts/score/shipped-scorer.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import type { FactJudge } from '../../models/fact-judge/open-fact-judge.ts';
import { articleGroups } from './article-groups.ts';
import { type FactReport, factReport, type JudgedRow } from './fact-accuracy.ts';
import type { LabelledRow } from './labelled-row.ts';

/** What was said of one row. */
export interface FactPrediction extends Omit<LabelledRow, 'article' | 'text'> {
  readonly consistent: boolean;
  readonly probability: number;
  readonly verdict: Verdict;
}

export interface FactEvaluation {
  readonly report: FactReport;
  /** In the order of the rows. */
  readonly predictions: readonly FactPrediction[];
}

export interface EvaluationOptions {
  readonly onProgress?: (done: number, total: number) => void;
  /** Judges in the scorer's place, by its makers' threshold of one half. */
  readonly judge?: FactJudge;
}

const judgeThreshold = 0.5;

/** The checker that makes the figures, with its version, and the scorer's. */
export const evaluatedChecker = `${articleChecker.name}@${articleChecker.version}, ${shippedScorer.name}@${shippedScorer.version}`;

/**
 * Checks every row as a text is checked in service, at the `balanced` threshold that came with the scorer, and says how
 * often it agrees with the labels. Each article is analysed once.
 * @param models without a language model the scorer goes by what is left
 * @param options.onProgress told how many rows are done
 * @param options.judge a model that judges instead of the scorer, to be measured on the same rows
 */
export async function evaluateFacts(
  rows: readonly LabelledRow[],
  models: ReadingModels,
  { onProgress, judge }: EvaluationOptions = {},
): Promise<FactEvaluation> {
  const said = new Map<LabelledRow, FactPrediction>();
  for (const group of articleGroups(rows)) {
    const article = await analyseArticle({ body: group[0]!.article }, models.encoder);
    const texts = group.map(({ text }) => text);
    const verdicts = await judgeTexts(texts, article, models, { threshold: 'balanced' });
    for (const [index, row] of group.entries()) {
      const verdict = verdicts[index]!;
      const { article: _, text, ...kept } = row;
      const { probability, threshold } = judge
        ? { probability: await judgedByModel(text, article, judge), threshold: judgeThreshold }
        : (verdict.assessment ?? { probability: 0, threshold: 1 });
      said.set(row, { ...kept, consistent: probability >= threshold, probability, verdict });
    }
    onProgress?.(said.size, rows.length);
  }
  const predictions = rows.map((row) => said.get(row)!);
  const judged = rows.map((row, index): JudgedRow => {
    const { consistent, probability } = predictions[index]!;
    return { ...row, consistent, score: probability };
  });
  return { report: factReport(judged), predictions };
}
