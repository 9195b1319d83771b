import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../datasets/demo-newsroom/seeded-random.ts';
import { plantErrors } from '../datasets/planted-errors/plant-errors.ts';
import { readStory, type TitledStory } from '../datasets/planted-errors/story.ts';
import { analyseArticle } from '../generators/facts/analyse-article.ts';
import { articleChecker, checkFactsAgainst } from '../generators/facts/check-facts.ts';
import { judgeTexts } from '../generators/facts/judge-texts.ts';
import { naturalText } from '../generators/facts/score/natural-text.ts';
import { shippedScorer } from '../generators/facts/score/shipped-scorer.ts';
import { openReadingModels } from '../training/fact-scorer/open-reading-models.ts';
import { newsroomRows } from '../training/known-texts/newsroom-rows.ts';
import { splitOf } from '../training/split.ts';
import { newsroomFolder, sampleTitles, type TitleRow } from './facts/title-sets.ts';
import { wilsonInterval } from './facts/wilson-interval.ts';
import { KeptScores } from './headlines/kept-scores.ts';

// What the whole check, rules and scorer, says of errors planted in titles and of the untouched titles, at both
// thresholds. Of the newsroom sets only articles of the `test` split are taken: neither scorer nor adapter was fitted on them
// (rules were made on half of the newsroom's titles, some of these among them).
// Run: npx tsx evaluation/planted-errors-scored.ts --kept FOLDER [--titles 60] [--sets newsroom,bbc,buzzfeed,reuters]
// A run that was broken off goes on where it stood.

const { values } = parseArgs({
  options: {
    kept: { type: 'string' },
    titles: { type: 'string', default: '60' },
    sets: { type: 'string', default: 'newsroom,bbc,buzzfeed,reuters' },
  },
});
if (!values.kept) throw new Error('--kept names the folder in which outcomes are kept');

/** One text: the untouched title, or an error's kind and source; what the rules and the scorer say. */
interface Outcome {
  readonly kind: string;
  readonly stands: boolean;
  readonly probability: number;
}

const seed = 'planted and scored';
const mostErrorsOfTitle = 6;

function titlesOf(set: string, count: number): TitleRow[] {
  if (set !== 'newsroom') return sampleTitles(set, count, seed);
  return newsroomRows(newsroomFolder)
    .filter(({ id }) => splitOf(id) === 'test')
    .slice(0, count)
    .map(({ title, body, date }) => ({ title, body, ...(date && { publishedAt: date }) }));
}

const models = await openReadingModels();
const kept = new KeptScores<Outcome[]>(join(values.kept, 'planted-errors-scored.jsonl'));
const bySet = new Map<string, Outcome[]>();
try {
  for (const set of values.sets.split(',')) {
    const stories = titlesOf(set, Number(values.titles)).map(({ title, body, publishedAt }) =>
      readStory({ title, article: body, ...(publishedAt && { publishedAt }) }),
    );
    const outcomes: Outcome[] = [];
    for (const story of stories) {
      const errors = plantErrors(story, stories, { seed })
        .map((error) => ({ error, key: seededRandom(`${seed} ${error.text}`)() }))
        .sort((left, right) => left.key - right.key)
        .slice(0, mostErrorsOfTitle)
        .map(({ error }) => error);
      const texts = [story.title, ...errors.map(({ text }) => text)];
      const kinds = ['untouched', ...errors.map(({ kind, from }) => `${kind}, ${from}`)];
      const dependsOn = [texts, kinds, story.article, story.publishedAt, articleChecker, shippedScorer];
      outcomes.push(...(await kept.of(dependsOn, () => outcomesOf(story, texts, kinds))));
    }
    bySet.set(set, outcomes);
  }
} finally {
  await models.close();
}

async function outcomesOf(story: TitledStory, texts: readonly string[], kinds: readonly string[]): Promise<Outcome[]> {
  const article = await analyseArticle(
    { body: story.article, language: 'en', ...(story.publishedAt && { publishedAt: story.publishedAt }) },
    models.encoder,
  );
  const verdicts = await judgeTexts(texts, article, models, { threshold: 'balanced' });
  return texts.map((text, index) => ({
    kind: kinds[index]!,
    stands: checkFactsAgainst(naturalText(text, article).text, null, article).label === 'supported',
    probability: verdicts[index]!.assessment?.probability ?? 0,
  }));
}

const { balanced, gate } = shippedScorer.models[0]!.thresholds;
const all = [...bySet].flatMap(([set, outcomes]) =>
  outcomes.map((one) => (one.kind === 'untouched' ? { ...one, kind: `untouched, ${set}` } : one)),
);
process.stdout.write(
  `${articleChecker.name}@${articleChecker.version}, ${shippedScorer.name}@${shippedScorer.version}; ${values.titles} titles a set of ${values.sets}\n\n` +
    '| text | n | refused by rules | by rules and scorer at `balanced` | at `gate` |\n|---|---|---|---|---|\n',
);
for (const kind of [...new Set(all.map((one) => one.kind))].sort()) {
  const mine = all.filter((one) => one.kind === kind);
  const refused = (passes: (one: Outcome) => boolean) => {
    const count = mine.filter((one) => !passes(one)).length;
    const { value, low, high } = wilsonInterval(count, mine.length);
    return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
  };
  const cells = [
    refused(({ stands }) => stands),
    refused(({ stands, probability }) => stands && probability >= balanced),
    refused(({ stands, probability }) => stands && probability >= gate),
  ];
  process.stdout.write(`| ${kind} | ${mine.length} | ${cells.join(' | ')} |\n`);
}
