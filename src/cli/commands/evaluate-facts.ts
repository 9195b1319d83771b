import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { evaluatedChecker, evaluateFacts, type FactPrediction } from '../../../evaluation/facts/evaluate-facts.ts';
import type { FactAccuracy } from '../../../evaluation/facts/fact-accuracy.ts';
import { parseLabelledRows } from '../../../evaluation/facts/labelled-row.ts';
import { type JudgeName, judgeRecipes } from '../../../models/fact-judge/judge-recipes.ts';
import { type FactJudge, openFactJudge } from '../../../models/fact-judge/open-fact-judge.ts';
import { readConfiguration } from '../../configuration.ts';
import { openModels } from '../../server/open-models.ts';
import { type OutputOptions, report, say, table } from '../output.ts';

interface EvaluateFactsOptions extends OutputOptions {
  readonly data: string;
  readonly predictions?: string;
  readonly judge?: JudgeName;
  readonly judgeFolder?: string;
}

/** `masthead evaluate facts`: how often the check agrees with people. */
export function addEvaluateFacts(evaluate: Command): void {
  evaluate
    .command('facts')
    .description('balanced accuracy and AUC of the fact check on labelled texts, at the balanced threshold')
    .requiredOption('--data <file>', 'JSON lines: id, article, text, label (1 is consistent) and, if known, origin')
    .option('--predictions <file>', 'write what was said of each row, one JSON object a line')
    .option('--judge <name>', `measure a larger model instead: ${Object.keys(judgeRecipes).join(', ')}`)
    .option('--judge-folder <folder>', 'where its files lie')
    .option('--json', 'one JSON object on standard output')
    .action(async ({ data, predictions, judge: judgeName, judgeFolder, ...output }: EvaluateFactsOptions) => {
      const rows = await labelledRows(data);
      const judge = await judgeOf(judgeName, judgeFolder);
      const { encoder, languageModel, close } = await openModels(readConfiguration(), { say });
      try {
        const evaluation = await evaluateFacts(
          rows,
          { encoder, languageModel },
          {
            onProgress: progress(),
            ...(judge && { judge }),
          },
        );
        if (predictions) await writePredictions(predictions, evaluation.predictions);
        say(`checked by ${judgeName ?? evaluatedChecker}`);
        report(output, evaluation.report, () =>
          table(
            ['rows', 'n', 'balanced accuracy', 'AUC'],
            [['all', evaluation.report] as const, ...Object.entries(evaluation.report.byOrigin)].map(lineOf),
          ),
        );
      } finally {
        await judge?.close();
        await close();
      }
    });
}

async function judgeOf(name?: JudgeName, folder?: string): Promise<FactJudge | undefined> {
  if (name === undefined && folder === undefined) return undefined;
  if (name === undefined || !Object.hasOwn(judgeRecipes, name))
    throw new Error(`--judge ${name ?? 'is missing'}: choose one of ${Object.keys(judgeRecipes).join(', ')}`);
  if (folder === undefined) throw new Error('--judge-folder is missing: name the folder that holds the model');
  return openFactJudge(folder, judgeRecipes[name]);
}

/** @throws Error that names the file, and line and field of the first bad row */
async function labelledRows(file: string) {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`--data ${file}: ${(error as Error).message}`);
  }
  try {
    return parseLabelledRows(content);
  } catch (error) {
    throw new Error(`--data ${file}: ${(error as Error).message}`);
  }
}

function progress(): (done: number, total: number) => void {
  let shownAt = Date.now();
  return (done, total) => {
    if (Date.now() - shownAt < 5000) return;
    shownAt = Date.now();
    say(`  ${done} of ${total} rows …`);
  };
}

async function writePredictions(file: string, predictions: readonly FactPrediction[]): Promise<void> {
  const stream = createWriteStream(file);
  for (const prediction of predictions)
    if (!stream.write(`${JSON.stringify(prediction)}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}

function lineOf([name, { n, balancedAccuracy, auc }]: readonly [string, FactAccuracy]): string[] {
  const shown = ({ value, low, high }: FactAccuracy['auc']) =>
    value === null ? 'needs both labels' : `${value.toFixed(3)} [${low!.toFixed(3)}, ${high!.toFixed(3)}]`;
  return [name, String(n), shown(balancedAccuracy), shown(auc)];
}
