import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseArticle } from '../generators/facts/analyse-article.ts';
import { type HeadlinePart, headlineParts, headlineScore } from '../generators/headline/headline-ranker.ts';
import { packageRoot } from '../package-root.ts';
import { salienceMeasure } from '../profiles/focus/salience.ts';
import { chosenBy, fitPairwise, type RankedCandidate } from '../training/headline/pairwise-ranker.ts';
import { taughtTitles } from '../training/headline/taught-titles.ts';
import { splitOf } from '../training/split.ts';
import { readTitleRows } from '../training/title-rows.ts';
import { copySource } from './headlines/copied-text.ts';
import { type MeasuredCandidate, writtenCandidates } from './headlines/headline-arms.ts';
import { openWritingModels } from './headlines/open-writing-models.ts';
import { sampleRows } from './headlines/sample-rows.ts';

// Fits the order of headline candidates on held-in articles: ROUGE-L to the title each article really had.
// Run: npx tsx evaluation/fit-headline-ranker.ts --data FOLDER [--adapter FILE] [--limit 200] [--keep FILE] [--write]
// Kept candidates hold figures only, so a run that was stopped goes on.

interface Kept {
  readonly id: string;
  readonly candidates: readonly MeasuredCandidate[];
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    adapter: { type: 'string' },
    limit: { type: 'string', default: '200' },
    candidates: { type: 'string', default: '12' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

/** What is learnt; the reader's parts have no truth here and keep their share of the whole. */
const learnt = headlineParts.filter((part) => part !== 'reader' && part !== 'focus');
const readersShare = 0.1;
const leastFacts = 0.125;

const kept: Kept[] =
  values.keep && existsSync(values.keep)
    ? readFileSync(values.keep, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line) as Kept)
    : [];
if (values.data.length > 0) await collect();
const articles = kept
  .filter(({ candidates }) => candidates.length > 1)
  .map(({ candidates }) =>
    candidates.map(
      ({ parts, passes, scores }): RankedCandidate<HeadlinePart> => ({ parts, passes, gain: scores.rougeL }),
    ),
  );
report();

async function collect(): Promise<void> {
  const rows = (await readTitleRows(values.data)).filter(({ id }) => splitOf(id) === 'held-in');
  const models = await openWritingModels({ adapterFile: values.adapter });
  const adapter = models.languageModel.adapters.find(({ task }) => task === 'headline')?.name ?? null;
  try {
    const { titles } = await taughtTitles(rows, models.languageModel.tokenizer);
    const done = new Set(kept.map(({ id }) => id));
    const sample = sampleRows(titles, Number(values.limit), 1).filter(({ id }) => !done.has(id));
    for (const [index, { id, title, body }] of sample.entries()) {
      const article = await analyseArticle({ body, language: 'en' }, models.encoder);
      const measure = salienceMeasure(article.sentenceVectors);
      const measured = { article, salience: measure, copy: copySource(article.plain), title };
      const settings = { candidates: Number(values.candidates), seed: 1, everyPart: true };
      const row: Kept = { id, candidates: await writtenCandidates(measured, models, settings, adapter) };
      kept.push(row);
      if (values.keep) appendFileSync(values.keep, `${JSON.stringify(row, shortNumber)}\n`);
      if (index % 10 === 9) process.stderr.write(`${index + 1} of ${sample.length} articles\n`);
    }
  } finally {
    await models.languageModel.close();
    await models.encoder.close();
  }
}

function report(): void {
  const folds = 5;
  const byFold = Array.from({ length: folds }, (_, fold) => articles.filter((_, index) => index % folds === fold));
  const crossed = byFold.flatMap((fold, at) => {
    const weights = fitPairwise(byFold.filter((_, index) => index !== at).flat(), learnt);
    return fold.map((candidates) => chosenBy(candidates, (parts) => scoreOf(parts, weights)).gain);
  });
  const choose = (score: (parts: Readonly<Record<HeadlinePart, number>>) => number) =>
    mean(articles.map((candidates) => chosenBy(candidates, score).gain));
  const weights = shared(fitPairwise(articles, learnt));
  const lines: [string, number][] = [
    ['mean candidate', mean(articles.map((candidates) => mean(candidates.map(({ gain }) => gain))))],
    ...learnt.map((part): [string, number] => [`by ${part} alone`, choose((parts) => parts[part])]),
    ['weights in use', choose((parts) => headlineScore(parts))],
    ['fitted, cross-validated in 5', mean(crossed)],
    ['fitted, with the facts’ share', choose((parts) => headlineScore(parts, weights))],
    ['best that passes, by hindsight', mean(articles.map(bestPassing))],
    ['best of all, by hindsight', mean(articles.map((candidates) => Math.max(...candidates.map(({ gain }) => gain))))],
  ];
  process.stdout.write(`${articles.length} articles, ROUGE-L of the chosen\n`);
  for (const [name, value] of lines) process.stdout.write(`| ${name} | ${value.toFixed(3)} |\n`);
  process.stdout.write(
    `some candidate passes: ${mean(articles.map((all) => (all.some((one) => one.passes) ? 1 : 0))).toFixed(3)}\n`,
  );
  process.stdout.write(`${JSON.stringify(weights)}\n`);
  if (values.write) writeWeights(weights);
}

/**
 * In the scale of shares: the learnt parts together take what the reader's parts leave. Facts keep a share whatever was
 * learnt: ROUGE-L to a title hardly tells a wrong fact from a right one, and the check's score does.
 */
function shared(weights: Readonly<Record<string, number>>): Record<HeadlinePart, number> {
  const learntSum = learnt.reduce((total, part) => total + (part === 'facts' ? 0 : weights[part]!), 0);
  const total = learntSum + weights.facts!;
  const facts = Math.max(leastFacts, weights.facts! / total);
  const round = (value: number) => Number(value.toFixed(4));
  return Object.fromEntries(
    headlineParts.map((part) => {
      if (!(part in weights)) return [part, readersShare];
      const share = part === 'facts' ? facts : (1 - facts) * (weights[part]! / learntSum);
      return [part, round((1 - 2 * readersShare) * share)];
    }),
  ) as Record<HeadlinePart, number>;
}

function writeWeights(weights: Record<HeadlinePart, number>): void {
  const path = join(packageRoot, 'generators', 'headline', 'headline-ranker.json');
  const before = JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string };
  const version = String(Number(before.version) + 1);
  writeFileSync(path, `${JSON.stringify({ name: before.name, version, weights }, null, 2)}\n`);
}

function scoreOf(parts: Readonly<Record<HeadlinePart, number>>, weights: Readonly<Record<string, number>>): number {
  return learnt.reduce((sum, part) => sum + weights[part]! * parts[part], 0);
}

function bestPassing(candidates: readonly RankedCandidate<HeadlinePart>[]): number {
  const passing = candidates.filter((one) => one.passes);
  return Math.max(...(passing.length > 0 ? passing : candidates).map(({ gain }) => gain));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
}

function shortNumber(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(5)) : value;
}
