import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keptFeatures } from '../training/fact-scorer/kept-features.ts';
import { KeptReadings } from '../training/fact-scorer/kept-readings.ts';
import { knownExamples } from '../training/fact-scorer/known-examples.ts';
import { armHeading, armLines, errorLines, type ReadRow, rankedPairs } from './facts/arm-lines.ts';
import { articleGroups } from './facts/article-groups.ts';
import { type FactualitySet, factualitySet, factualitySets } from './facts/factuality-sets.ts';
import { researchArm, type ScorerArm, scorerArms } from './facts/scorer-arms.ts';

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

const shippedArms = scorerArms(await knownExamples(values.newsroom, values.kept));
/** Parts with labels that no figure of FRANK's test is made from. */
const labelledSets: readonly FactualitySet[] = ['frank-valid', 'xsumfaith'];
const labelled = new Map(await Promise.all(labelledSets.map(async (set) => [set, await readRows(set)] as const)));

/** The arms to measure a set with: one fitted on the labels of other sets among them, where these were read. */
function armsFor(set: FactualitySet): ScorerArm[] {
  const others = labelledSets.flatMap((other) => (other === set ? [] : labelled.get(other)!));
  return others.length > 0 ? [...shippedArms, researchArm(others)] : shippedArms;
}

process.stdout.write(`${armHeading}\n`);
const byError: string[] = [];
const ranking: string[] = [];
for (const set of values.sets.split(',') as FactualitySet[]) {
  const rows = await readRows(set);
  const arms = armsFor(set);
  for (const origin of [...new Set(rows.map((row) => row.origin))].sort()) {
    const mine = rows.filter((row) => row.origin === origin);
    const name = `${set} ${origin}`;
    process.stdout.write(`${armLines(name, mine, arms).join('\n')}\n`);
    byError.push(...errorLines(name, mine, arms[0]!));
    if (set !== 'falke') continue;
    for (const arm of arms) {
      const { pairs, share } = rankedPairs(mine, arm);
      ranking.push(`| ${arm.name} | ${pairs} | ${(100 * share).toFixed(1)} |`);
    }
  }
}
process.stdout.write(`\n| set | error | n | found |\n|---|---|---|---|\n${byError.join('\n')}\n`);
if (ranking.length > 0)
  process.stdout.write(`\n| Falke ranking by | pairs | right |\n|---|---|---|\n${ranking.join('\n')}\n`);

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
      // Where an article is too short to be told its language by, no model is asked.
      if (read[index]?.features.every(({ support, likelihood }) => support && likelihood))
        rows.push({ ...row, read: read[index] });
    });
  }
  return rows;
}
