import { parseArgs } from 'node:util';
import { analyseArticle } from '../generators/facts/analyse-article.ts';
import { leastSalience } from '../generators/gate/gate-candidates.ts';
import { openDefaultSentenceEncoder } from '../models/encoder/open-sentence-encoder.ts';
import { salience, salienceMeasure } from '../profiles/focus/salience.ts';
import { newsroomRows } from '../training/known-texts/newsroom-rows.ts';

// Below which salience a text misses an article's main news: what each threshold holds back of true titles, of the
// article's own sentences behind the first ten, and of other articles' titles.
// Run: npx tsx evaluation/salience-threshold.ts --newsroom FOLDER [--articles 40] [--json]

const { values } = parseArgs({
  options: {
    newsroom: { type: 'string' },
    articles: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
  },
});
if (!values.newsroom) throw new Error('--newsroom names the folder of articles');

/** Behind the articles that the scorer is fitted on, where all sets still have some. */
const firstArticle = 160;
const rows = newsroomRows(values.newsroom).slice(firstArticle, firstArticle + Number(values.articles));
const titles: number[] = [];
const late: number[] = [];
const foreign: number[] = [];
const encoder = await openDefaultSentenceEncoder({ threads: 1 });
try {
  const titleVectors = await encoder.encode(rows.map(({ title }) => title));
  for (const [index, { body }] of rows.entries()) {
    const { sentenceVectors } = await analyseArticle({ body, language: 'en' }, encoder);
    const measure = salienceMeasure(sentenceVectors);
    titles.push(salience(titleVectors[index]!, measure));
    foreign.push(salience(titleVectors[(index + 1) % rows.length]!, measure));
    late.push(...sentenceVectors.slice(10).map((vector) => salience(vector, measure)));
  }
} finally {
  await encoder.close();
}
const below = (values: readonly number[], threshold: number) =>
  values.filter((value) => value < threshold).length / values.length;
const table = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6].map((threshold) => ({
  threshold,
  titles: below(titles, threshold),
  lateSentences: below(late, threshold),
  otherTitles: below(foreign, threshold),
}));
if (values.json) process.stdout.write(`${JSON.stringify({ articles: rows.length, leastSalience, table })}\n`);
else {
  process.stdout.write(
    `| threshold | true titles (${titles.length}) held back | late sentences (${late.length}) | other titles |\n|---|---|---|---|\n`,
  );
  for (const row of table)
    process.stdout.write(
      `| ${row.threshold.toFixed(2)} | ${row.titles.toFixed(3)} | ${row.lateSentences.toFixed(3)} | ${row.otherTitles.toFixed(3)} |\n`,
    );
}
