import { type Command, InvalidArgumentError } from 'commander';
import {
  type ArmReport,
  evaluateHeadlines,
  type HeadlineReport,
} from '../../../evaluation/headlines/evaluate-headlines.ts';
import { headlineArms } from '../../../evaluation/headlines/headline-arms.ts';
import { KeptScores } from '../../../evaluation/headlines/kept-scores.ts';
import { openWritingModels } from '../../../evaluation/headlines/open-writing-models.ts';
import { sampleRows } from '../../../evaluation/headlines/sample-rows.ts';
import { textMetrics } from '../../../evaluation/headlines/score-text.ts';
import { readTitleRows } from '../../../training/title-rows.ts';
import { readConfiguration } from '../../configuration.ts';
import { type OutputOptions, report, say, table } from '../output.ts';

interface EvaluateHeadlinesOptions extends OutputOptions {
  readonly data: string;
  readonly adapter?: string;
  readonly limit?: number;
  readonly seed: number;
  readonly candidates: number;
  readonly keep?: string;
}

/** `masthead evaluate headlines`: how near headlines come to the titles that articles really had, and what they get wrong. */
export function addEvaluateHeadlines(evaluate: Command): void {
  evaluate
    .command('headlines')
    .description('headlines with the adapter, without it, and two made of the first sentence, against true titles')
    .requiredOption(
      '--data <file>',
      'JSON lines: id, title, body; the title is what is compared with, nothing else sees it',
    )
    .option('--adapter <file>', 'the headline adapter to measure; the one that ships if not given')
    .option('--limit <articles>', 'a seeded sample of so many', wholeNumber)
    .option('--seed <number>', 'of sample and candidates', wholeNumber, 1)
    .option('--candidates <number>', 'texts to write and choose from', wholeNumber, 12)
    .option('--keep <file>', 'figures of finished articles, to go on from after a stop')
    .option('--json', 'one JSON object on standard output')
    .action(async ({ data, adapter, limit, seed, candidates, keep, ...output }: EvaluateHeadlinesOptions) => {
      const rows = await readTitleRows([data]).catch((error: Error) => {
        throw new Error(`--data ${data}: ${error.message}`);
      });
      if (rows.length === 0) throw new Error(`--data ${data}: the file holds no rows; give {"id", "title", "body"}`);
      const { modelsDirectory: directory, dataDirectory } = readConfiguration();
      const models = await openWritingModels({ adapterFile: adapter, directory, dataDirectory });
      try {
        const evaluation = await evaluateHeadlines(sampleRows(rows, limit ?? rows.length, seed), models, {
          candidates,
          seed,
          adapter: headlineAdapter(models),
          kept: new KeptScores(keep),
          onProgress: progress(),
        });
        report(output, evaluation, () => linesOf(evaluation));
      } finally {
        await models.languageModel.close();
        await models.encoder.close();
      }
    });
}

function headlineAdapter({ languageModel }: Awaited<ReturnType<typeof openWritingModels>>): string {
  const loaded = languageModel.adapters.find(({ task }) => task === 'headline');
  if (!loaded)
    throw new Error('no headline adapter is loaded: name one with --adapter (`masthead train headline` makes it)');
  return loaded.name;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('give a whole number from 1 up');
  return number;
}

function progress(): (done: number, total: number) => void {
  let shownAt = Date.now();
  return (done, total) => {
    if (Date.now() - shownAt < 5000 && done < total) return;
    shownAt = Date.now();
    say(`  ${done} of ${total} articles …`);
  };
}

function linesOf({ n, checker, arms }: HeadlineReport): string[] {
  const metrics = ['nll', ...textMetrics] as const;
  const cell = (arm: ArmReport, metric: (typeof metrics)[number]) => {
    const interval = arm[metric];
    return interval ? `${interval.value.toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]` : '';
  };
  return [
    `${n} articles, checked by ${checker}`,
    ...table(
      ['', ...headlineArms],
      metrics.map((metric) => [metric, ...headlineArms.map((arm) => cell(arms[arm], metric))]),
    ),
  ];
}
