import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { readStory, type TitledStory } from '../../datasets/planted-errors/story.ts';
import { stem, wordsOf } from '../../generators/facts/words.ts';
import { inventedEnding } from '../known-texts/invented-ending.ts';
import { knownTexts, knownTextsSeed } from '../known-texts/known-texts.ts';
import { newsroomRows } from '../known-texts/newsroom-rows.ts';
import { withholdOpening } from '../known-texts/withheld-opening.ts';
import { fitsFactScorer } from '../split.ts';
import { KeptReadings } from './kept-readings.ts';
import { factAdapterOf, openReadingModels } from './open-reading-models.ts';

// Makes true and false texts of openly licensed news, reads them with encoder and language model, and keeps both:
// what the scorer is fitted on. Goes on where it was stopped.
// What the fact adapter says is kept too: the shipped one, or one of your own, whose readings want a folder of their own.
// Run: npx tsx training/fact-scorer/read-known-texts.ts --newsroom FOLDER --kept FOLDER [--articles 400] [--fact-adapter FILE]

const { values } = parseArgs({
  options: {
    newsroom: { type: 'string' },
    kept: { type: 'string' },
    articles: { type: 'string', default: '400' },
    'fact-adapter': { type: 'string' },
  },
});
if (!values.newsroom || !values.kept)
  throw new Error('--newsroom names the folder of articles, --kept where readings go');

const file = `${values.kept}/known-texts.jsonl`;
mkdirSync(values.kept, { recursive: true });
const known = new Set(
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).id)
    : [],
);
const kept = new KeptReadings(`${values.kept}/newsroom.jsonl`);
const rows = newsroomRows(values.newsroom)
  .filter(({ id }) => fitsFactScorer(id))
  .slice(0, Number(values.articles));
const stories = rows.map(({ title, body, date }) =>
  readStory({ title, article: body, ...(date && { publishedAt: date }) }),
);

const models = await openReadingModels(factAdapterOf(values['fact-adapter']));
try {
  for (const [index, { id }] of rows.entries()) {
    if (known.has(id)) continue;
    // Every other article loses its opening: what is true of the rest is then said in other words.
    const withheld = index % 2 === 1 ? await withholdOpening(stories[index]!) : null;
    const body = withheld?.article ?? rows[index]!.body;
    const story = withheld ? readStory({ ...titled(stories[index]!), article: body }) : stories[index]!;
    const { texts, beginning } = knownTexts(story, stories, knownTextsSeed, withheld?.opening);
    const stems = new Set(wordsOf(body).map((word) => stem(word.folded)));
    const seed = Math.floor(seededRandom(id)() * 2 ** 31);
    const invented = beginning && (await inventedEnding(beginning, stems, models.languageModel, seed));
    const all = invented ? [...texts, invented] : texts;
    await kept.read(
      body,
      all.map(({ text }) => text),
      models,
    );
    appendFileSync(file, `${JSON.stringify({ id, body, texts: all })}\n`);
    if (index % 10 === 9) process.stderr.write(`${index + 1} of ${rows.length} articles\n`);
  }
} finally {
  await models.close();
}

function titled({ title, publishedAt }: TitledStory): Omit<TitledStory, 'article'> {
  return { title, ...(publishedAt && { publishedAt }) };
}
