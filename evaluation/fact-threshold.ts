import { parseArgs } from 'node:util';
import { openDefaultSentenceEncoder } from '../models/encoder/open-sentence-encoder.ts';
import { dot } from '../profiles/interests/vector.ts';
import { type TitledArticle, titledArticles } from './facts/title-sets.ts';

// Where to put the least cosine between a text and the article's best sentence: what each threshold costs in true
// titles and in an article's own sentences, and what it holds back of titles that belong to other articles.
// Run: npx tsx evaluation/fact-threshold.ts [--sets demo,wikinews,nasa] [--json]

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: 'demo,wikinews,nasa' },
    articles: { type: 'string', default: '160' },
    json: { type: 'boolean', default: false },
  },
});

/** Cosine of the article's best sentence to each of some texts. */
const best = ({ article }: TitledArticle, vector: Float32Array): number =>
  article.sentenceVectors.reduce((most, sentence) => Math.max(most, dot(sentence, vector)), -1);

const encoder = await openDefaultSentenceEncoder();
const rows = [];
try {
  for (const set of values.sets.split(',')) {
    const titled = await titledArticles(set, encoder, Number(values.articles));
    const vectors = await encoder.encode(titled.map(({ title }) => title));
    const own = titled.map((one, index) => best(one, vectors[index]!));
    const foreign = titled.flatMap((one, index) =>
      vectors.filter((_, other) => other !== index).map((v) => best(one, v)),
    );
    // The hardest of the foreign titles: the one that lies nearest to the article.
    const nearest = titled.map((one, index) =>
      Math.max(...vectors.filter((_, other) => other !== index).map((vector) => best(one, vector))),
    );
    for (let threshold = 0.25; threshold < 0.651; threshold += 0.05) {
      const below = (cosines: readonly number[]) =>
        cosines.filter((cosine) => cosine < threshold).length / cosines.length;
      rows.push({
        set,
        threshold: Number(threshold.toFixed(2)),
        titles: titled.length,
        ownHeldBack: below(own),
        foreignHeldBack: below(foreign),
        nearestForeignHeldBack: below(nearest),
      });
    }
  }
} finally {
  await encoder.close();
}
if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
else {
  process.stdout.write(
    '| set | threshold | own titles held back | other titles held back | the nearest other title |\n|---|---|---|---|---|\n',
  );
  for (const row of rows)
    process.stdout.write(
      `| ${row.set} (${row.titles}) | ${row.threshold.toFixed(2)} | ${row.ownHeldBack.toFixed(3)} | ${row.foreignHeldBack.toFixed(4)} | ${row.nearestForeignHeldBack.toFixed(3)} |\n`,
    );
}
