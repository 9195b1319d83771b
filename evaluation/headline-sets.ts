import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { splitOf } from '../training/split.ts';
import { readTitleRows, type TitleRow } from '../training/title-rows.ts';
import { newsroomFolder, titleRows } from './facts/title-sets.ts';
import { sampleRows } from './headlines/sample-rows.ts';

// Writes the sets on which headlines are measured as rows of {id, title, body}: the newsroom files' held-out part, BBC,
// BuzzFeed and Reuters, each a seeded sample.
// Run: npx tsx evaluation/headline-sets.ts --out FOLDER [--limit 60]

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    limit: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
if (!values.out) throw new Error('--out FOLDER: where the sets are written');

/** Bodies shorter than this (characters) tell nothing that a title does not. */
const shortestBody = 300;
/** The files that the shipped adapter was taught from; their test part was not. */
const taughtFiles = ['wikinews', 'nasa', 'doj', 'digitalgov'];

const numbered = (set: string): TitleRow[] =>
  titleRows(set).map(({ title, body }, index) => ({ id: `${set}-${index}`, title, body }));
const sets: Readonly<Record<string, readonly TitleRow[]>> = {
  newsroom: (await readTitleRows(taughtFiles.map((name) => join(newsroomFolder, `${name}.jsonl`)))).filter(
    ({ id }) => splitOf(id) === 'test',
  ),
  bbc: numbered('bbc'),
  buzzfeed: numbered('buzzfeed'),
  reuters: numbered('reuters'),
};

mkdirSync(values.out, { recursive: true });
for (const [set, rows] of Object.entries(sets)) {
  const fit = rows.filter(({ body }) => body.length >= shortestBody);
  const sample = sampleRows(fit, Number(values.limit), Number(values.seed));
  writeFileSync(
    join(values.out, `${set}.jsonl`),
    sample.map(({ id, title, body }) => `${JSON.stringify({ id, title, body })}\n`).join(''),
  );
  process.stdout.write(`${set}: ${sample.length} of ${fit.length} rows\n`);
}
