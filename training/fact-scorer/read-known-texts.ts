import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { readStory } from '../../datasets/planted-errors/story.ts';
import { stem, wordsOf } from '../../generators/facts/words.ts';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../../models/host/open-language-model.ts';
import { inventedEnding } from '../known-texts/invented-ending.ts';
import { knownTexts, knownTextsSeed } from '../known-texts/known-texts.ts';
import { newsroomRows } from '../known-texts/newsroom-rows.ts';
import { KeptReadings } from './kept-readings.ts';

// Makes true and false texts of openly licensed news, reads them with encoder and language model, and keeps both:
// what the scorer is fitted on. Goes on where it was stopped.
// Run: npx tsx training/fact-scorer/read-known-texts.ts --newsroom FOLDER --kept FOLDER [--articles 400]

const { values } = parseArgs({
  options: { newsroom: { type: 'string' }, kept: { type: 'string' }, articles: { type: 'string', default: '400' } },
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
const rows = newsroomRows(values.newsroom).slice(0, Number(values.articles));
const stories = rows.map(({ title, body, date }) =>
  readStory({ title, article: body, ...(date && { publishedAt: date }) }),
);

const encoder = await openDefaultSentenceEncoder({ threads: 1 });
const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { device: 'cpu', threads: 1 });
try {
  for (const [index, { id, body }] of rows.entries()) {
    if (known.has(id)) continue;
    const { texts, beginning } = knownTexts(stories[index]!, stories, knownTextsSeed);
    const stems = new Set(wordsOf(body).map((word) => stem(word.folded)));
    const seed = Math.floor(seededRandom(id)() * 2 ** 31);
    const invented = beginning && (await inventedEnding(beginning, stems, languageModel, seed));
    const all = invented ? [...texts, invented] : texts;
    await kept.read(
      body,
      all.map(({ text }) => text),
      { encoder, languageModel },
    );
    appendFileSync(file, `${JSON.stringify({ id, texts: all })}\n`);
    if (index % 10 === 9) process.stderr.write(`${index + 1} of ${rows.length} articles\n`);
  }
} finally {
  await languageModel.close();
  await encoder.close();
}
