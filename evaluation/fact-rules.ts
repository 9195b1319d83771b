import { parseArgs } from 'node:util';
import { checkFactsAgainst } from '../generators/facts/check-facts.ts';
import { plantErrors, plantedKinds } from './facts/planted-errors.ts';
import { titledArticles } from './facts/title-sets.ts';

// How often the rules alone catch a planted error, and how often they doubt a true title.
// Run: npx tsx evaluation/fact-rules.ts [--sets demo,wikinews,nasa] [--json] [--show]

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: 'demo,wikinews,nasa' },
    json: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
});

const rows = [];
for (const set of values.sets.split(',')) {
  const titled = await titledArticles(set);
  const doubted = titled.filter(({ title, article }) => checkFactsAgainst(title, null, article).label !== 'supported');
  const errors = titled.flatMap((one, index) =>
    plantErrors(one, titled, index).map((error) => ({ ...error, article: one.article })),
  );
  const caught = (kind?: string) => {
    const asked = errors.filter((error) => kind === undefined || error.kind === kind);
    const found = asked.filter(({ text, article }) => checkFactsAgainst(text, null, article).label !== 'supported');
    if (values.show)
      for (const { text, planted } of asked.filter((error) => !found.includes(error)))
        process.stderr.write(`missed ${kind}: “${planted}” in ${text}\n`);
    return { planted: asked.length, caught: found.length };
  };
  const kinds = Object.fromEntries(plantedKinds.map((kind) => [kind, caught(kind)]));
  rows.push({ set, titles: titled.length, titlesDoubted: doubted.length, ...kinds });
}

if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
else {
  process.stdout.write(`| set | true titles doubted | ${plantedKinds.map((kind) => `${kind} caught`).join(' | ')} |\n`);
  process.stdout.write(`|${'---|'.repeat(2 + plantedKinds.length)}\n`);
  for (const row of rows) {
    const cells = plantedKinds.map((kind) => {
      const { caught, planted } = (row as Record<string, unknown>)[kind] as { caught: number; planted: number };
      return planted === 0 ? 'none planted' : `${caught} of ${planted} (${(caught / planted).toFixed(3)})`;
    });
    process.stdout.write(`| ${row.set} | ${row.titlesDoubted} of ${row.titles} | ${cells.join(' | ')} |\n`);
  }
}
