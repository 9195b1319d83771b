import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keptFeatures, type ReadText } from '../training/fact-scorer/kept-features.ts';
import { KeptReadings } from '../training/fact-scorer/kept-readings.ts';
import { knownExamples } from '../training/fact-scorer/known-examples.ts';
import { articleGroups } from './facts/article-groups.ts';
import { areaUnderScores, balancedAccuracy, type JudgedRow } from './facts/fact-accuracy.ts';
import { type FactualitySet, factualitySet, factualitySets, type TypedRow } from './facts/factuality-sets.ts';
import { type ScorerArm, scorerArms } from './facts/scorer-arms.ts';
import { bootstrapUsers, type Interval } from './profiles/bootstrap-users.ts';

// How well the scorer and each of its parts alone agree with people, per set and origin, and by how much the scorer is
// better (paired, over the same articles). From readings that `fact-readings.ts` kept; rows that were not read are left
// out, and n says how many were.
// Run: npx tsx evaluation/fact-scorer-report.ts --newsroom FOLDER --kept FOLDER [--sets frank-test,…]

const { values } = parseArgs({
  options: {
    newsroom: { type: 'string' },
    kept: { type: 'string' },
    sets: { type: 'string', default: factualitySets.join(',') },
  },
});
if (!values.newsroom || !values.kept) throw new Error('--newsroom and --kept are needed');

type ReadRow = TypedRow & { readonly read: ReadText };
const shown = ({ value, low, high }: Interval, digits = 1) =>
  value === null
    ? '–'
    : `${(100 * value).toFixed(digits)} [${(100 * low!).toFixed(digits)}, ${(100 * high!).toFixed(digits)}]`;

const arms = scorerArms(await knownExamples(values.newsroom, values.kept));
const heading = [
  'set',
  'origin',
  'n (consistent)',
  ...arms.map(({ name }) => `${name}: balanced accuracy`),
  ...arms.map(({ name }) => `${name}: AUC`),
  ...arms.slice(1).map(({ name }) => `over ${name}`),
];
process.stdout.write(`| ${heading.join(' | ')} |\n|${'---|'.repeat(heading.length)}\n`);
const errorLines: string[] = [];
for (const set of values.sets.split(',') as FactualitySet[]) {
  const rows = await readRows(set);
  for (const origin of [...new Set(rows.map((row) => row.origin))].sort()) {
    const mine = rows.filter((row) => row.origin === origin);
    process.stdout.write(
      `| ${[set, origin, `${mine.length} (${mine.filter(({ label }) => label === 1).length})`, ...cells(mine)].join(' | ')} |\n`,
    );
    errorLines.push(...byError(set, origin!, mine, arms[0]!));
  }
}
process.stdout.write(`\n| set | origin | error | n | found |\n|---|---|---|---|---|\n${errorLines.join('\n')}\n`);

async function readRows(set: FactualitySet): Promise<ReadRow[]> {
  const file = `${values.kept}/${set}.jsonl`;
  if (!existsSync(file)) return [];
  const kept = new KeptReadings(file);
  const rows: ReadRow[] = [];
  for (const group of articleGroups(factualitySet(set))) {
    if (!group.some(({ article, text }) => kept.get(article, text))) continue;
    const read = await keptFeatures(
      { body: group[0]!.article },
      group.map(({ text }) => text),
      kept,
    );
    group.forEach((row, index) => {
      if (read[index]) rows.push({ ...row, read: read[index] });
    });
  }
  return rows;
}

function cells(rows: readonly ReadRow[]): string[] {
  const judged = arms.map((arm) => rows.map((row): JudgedRow => ({ ...row, ...arm.judge(row.read) })));
  const groups = articleGroups(rows.map((row, index) => ({ article: row.article, index })));
  const figure = (of: (rows: readonly JudgedRow[]) => number | null, arm: number) =>
    bootstrapUsers(groups, (drawn) => of(drawn.map(({ index }) => judged[arm]![index]!)));
  const over = (arm: number) =>
    bootstrapUsers(groups, (drawn) => {
      const [ours, theirs] = [0, arm].map((which) =>
        balancedAccuracy(drawn.map(({ index }) => judged[which]![index]!)),
      );
      return ours === null || theirs === null ? null : ours! - theirs!;
    });
  return [
    ...arms.map((_, arm) => shown(figure(balancedAccuracy, arm))),
    ...arms.map((_, arm) => shown(figure(areaUnderScores, arm))),
    ...arms.slice(1).map((_, arm) => shown(over(arm + 1))),
  ];
}

function byError(set: string, origin: string, rows: readonly ReadRow[], arm: ScorerArm): string[] {
  const found = (of: readonly ReadRow[]) => of.filter(({ read }) => !arm.judge(read).consistent).length;
  const kinds = [...new Set(rows.flatMap(({ errors }) => errors))].sort();
  const line = (name: string, of: readonly ReadRow[]) =>
    `| ${set} | ${origin} | ${name} | ${of.length} | ${((100 * found(of)) / Math.max(1, of.length)).toFixed(1)} |`;
  return [
    ...kinds.map((kind) =>
      line(
        kind,
        rows.filter(({ errors }) => errors.includes(kind)),
      ),
    ),
    line(
      'none (wrongly objected to)',
      rows.filter(({ label }) => label === 1),
    ),
  ];
}
