import { parseArgs } from 'node:util';
import { seededRandom } from '../datasets/demo-newsroom/seeded-random.ts';
import { KeptReadings } from '../training/fact-scorer/kept-readings.ts';
import { openReadingModels } from '../training/fact-scorer/open-reading-models.ts';
import { articleGroups } from './facts/article-groups.ts';
import { type FactualitySet, factualitySet, factualitySets, type TypedRow } from './facts/factuality-sets.ts';

// Reads the human-labelled sets with encoder and language model and keeps what they say, so that figures can be made
// again without them. Goes on where it was stopped.
// Articles come in one random order, so that a run that was stopped leaves a fair sample.
// Run: npx tsx evaluation/fact-readings.ts --kept FOLDER [--sets frank-test,xsumfaith,…] [--origin bbc] [--articles N] [--pairs]
// --pairs: of each article that has both, one consistent and one inconsistent text; balanced accuracy and AUC do not
// depend on how many there are of each.

const { values } = parseArgs({
  options: {
    kept: { type: 'string' },
    sets: { type: 'string', default: factualitySets.join(',') },
    origin: { type: 'string' },
    articles: { type: 'string', default: '100000' },
    pairs: { type: 'boolean', default: false },
  },
});
if (!values.kept) throw new Error('--kept names the folder in which readings are kept');

/** In one random order, so that whatever was read when the run is stopped is a fair sample. */
function shuffled<Value>(rows: readonly Value[]): Value[] {
  const random = seededRandom('fact readings');
  return rows
    .map((row) => ({ row, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

/** One text of each label, chosen by the seed; nothing where one label is missing. */
function pairOf(rows: readonly TypedRow[]): TypedRow[][] {
  const of = (label: 0 | 1) => shuffled(rows.filter((row) => row.label === label))[0];
  const [wrong, right] = [of(0), of(1)];
  return wrong && right ? [[wrong, right]] : [];
}

const models = await openReadingModels();
try {
  for (const set of values.sets.split(',') as FactualitySet[]) {
    const kept = new KeptReadings(`${values.kept}/${set}.jsonl`);
    const groups = shuffled(
      articleGroups(factualitySet(set).filter(({ origin }) => !values.origin || origin === values.origin)),
    );
    let done = 0;
    for (const rows of groups
      .flatMap((group) => (values.pairs ? pairOf(group) : [group]))
      .slice(0, Number(values.articles))) {
      await kept.read(
        rows[0]!.article,
        rows.map(({ text }) => text),
        models,
      );
      done++;
      if (done % 20 === 0) process.stderr.write(`${set}: ${done} of ${groups.length} articles\n`);
    }
  }
} finally {
  await models.close();
}
