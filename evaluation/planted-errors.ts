import { parseArgs } from 'node:util';
import { plantedErrorKinds } from '../datasets/planted-errors/planted-error.ts';
import { articleChecker } from '../generators/facts/check-facts.ts';
import { measureTitles } from './facts/measure-titles.ts';
import { plantedErrorTable } from './facts/planted-error-table.ts';

// How many errors planted in true headlines the rules alone catch, by kind and by where the wrong piece came from, and
// which untouched titles they doubt, by rule. Run: npx tsx evaluation/planted-errors.ts
// [--sets "newsroom held out,bbc,buzzfeed,reuters"] [--titles 400] [--kinds role-swap] [--json] [--show KIND | alarms | all] [--kept FOLDER]
// With --kept a run that was broken off goes on where it stood.

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: 'newsroom,newsroom held out,bbc,buzzfeed,reuters' },
    titles: { type: 'string', default: '400' },
    seed: { type: 'string', default: 'planted' },
    json: { type: 'boolean', default: false },
    show: { type: 'string' },
    kept: { type: 'string' },
    kinds: { type: 'string' },
  },
});

const rows = [];
for (const set of values.sets.split(',')) {
  const { titles, seed, show, kept } = values;
  const kinds = plantedErrorKinds.filter((kind) => values.kinds?.split(',').includes(kind) ?? true);
  rows.push(await measureTitles(set, { titles: Number(titles), seed, show, kept, kinds }));
}
process.stdout.write(values.json ? `${JSON.stringify({ checker: articleChecker, rows })}\n` : plantedErrorTable(rows));
