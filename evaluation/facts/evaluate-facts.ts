import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { articleChecker, checkFacts } from '../../generators/facts/check-facts.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
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

/**
 * Checks every row as a text is checked in service, at the `balanced` threshold that came with the checker, and says
 * how often it agrees with the labels. Each article is analysed once.
 * @param options.onProgress told how many rows are done
 */
export async function evaluateFacts(
  rows: readonly LabelledRow[],
  { encoder }: { readonly encoder: SentenceEncoder },
  { onProgress }: { readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<FactEvaluation> {
  const said = new Map<LabelledRow, FactPrediction>();
  for (const group of articleGroups(rows)) {
    const article = await analyseArticle({ body: group[0]!.article }, encoder);
    for (const row of group) {
      const verdict = await checkFacts(row.text, article, { encoder });
      const { article: _, text: __, ...kept } = row;
      said.set(row, { ...kept, consistent: verdict.label === 'supported', probability: verdict.score, verdict });
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

/** The checker that made a figure, with its version. */
export const evaluatedChecker = `${articleChecker.name}@${articleChecker.version}`;
