import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDemoItems } from '../datasets/demo-newsroom/demo-newsroom.ts';
import { shippedScorer } from '../generators/facts/score/shipped-scorer.ts';
import { writeHeadlines } from '../generators/headline/write-headlines.ts';
import { packageRoot } from '../package-root.ts';
import { averageReader } from '../profiles/focus/choose-focus.ts';
import { demoProfiles } from './demo-profiles.ts';
import { openWritingModels } from './headlines/open-writing-models.ts';
import { sampleRows } from './headlines/sample-rows.ts';

// Writes docs/headline-examples.md: headlines of the demo's own articles, drawn by seed, and every reader's for five.
// Run: npx tsx evaluation/headline-examples.ts [--adapter FILE] [--seed 1]

const { values } = parseArgs({
  options: {
    adapter: { type: 'string' },
    seed: { type: 'string', default: '1' },
    examples: { type: 'string', default: '30' },
    articles: { type: 'string', default: '5' },
    candidates: { type: 'string', default: '12' },
    readerCandidates: { type: 'string', default: '6' },
    out: { type: 'string', default: join(packageRoot, 'docs', 'headline-examples.md') },
  },
});
const seed = Number(values.seed);
const candidates = Number(values.candidates);

const articles = loadDemoItems().articles.map(({ id, title, body, publishedAt }) => ({
  id,
  title,
  body: body!,
  language: 'en',
  ...(publishedAt && { publishedAt }),
}));
const models = await openWritingModels({ adapterFile: values.adapter });
const lines: string[] = [];
let checker = '';
try {
  const drawn = sampleRows(articles, Number(values.examples), seed);
  const passed: boolean[] = [];
  const examples: string[] = [];
  for (const article of drawn) {
    const [written] = await writeHeadlines(
      article,
      [{ profile: null, conditioning: 'none', seed, candidates }],
      models,
      { lane: 'bulk' },
    );
    const { text, fallback, verdict } = written!.outcome;
    checker = `${verdict.checker.name} ${verdict.checker.version}, ${shippedScorer.name} ${shippedScorer.version}`;
    passed.push(fallback === null);
    examples.push(`| ${article.title} | ${fallback === null ? text : `(none passed: ${fallback})`} |`);
    process.stderr.write(`${examples.length} of ${drawn.length} examples\n`);
  }
  const adapter = models.languageModel.adapters.find(({ task }) => task === 'headline');
  lines.push(
    '# Headlines that the model wrote',
    '',
    `Written by \`npx tsx evaluation/headline-examples.ts --seed ${seed}\` with ${adapter ? `adapter ${adapter.name} ${adapter.version}` : 'no adapter'}: ${candidates} candidates each, the best that passes the check (${checker}). The articles are the demo newsroom's, which is fiction; none was trained on, and the title is shown to nothing that writes or chooses. Nothing is picked by hand.`,
    '',
    `## ${drawn.length} articles drawn by seed`,
    '',
    `${passed.filter(Boolean).length} of ${drawn.length} have a headline that passes without falling back.`,
    '',
    '| the desk’s title | written |',
    '|---|---|',
    ...examples,
  );
  await sideBySide();
} finally {
  await models.languageModel.close();
  await models.encoder.close();
}
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, `${lines.join('\n')}\n`);

async function sideBySide(): Promise<void> {
  const profiles = await demoProfiles(models.encoder);
  const usual = averageReader(profiles);
  lines.push(
    '',
    `## ${values.articles} articles for ${profiles.length} readers`,
    '',
    'Without a focus every reader is written the same; with one, the sentence nearest to the reader’s interests is given again behind the article. ' +
      `${values.readerCandidates} candidates a reader.`,
  );
  // Another draw than above, so that articles are not chosen for their readers.
  for (const article of sampleRows(articles, Number(values.articles), seed + 1)) {
    const shared = { seed, candidates: Number(values.readerCandidates), averageReader: usual };
    const written = await writeHeadlines(
      article,
      [
        { ...shared, profile: null, conditioning: 'none' },
        ...profiles.map((profile) => ({ ...shared, profile, conditioning: 'focus' as const })),
      ],
      models,
      { lane: 'bulk' },
    );
    const [plain, ...focused] = written.map(({ outcome }) => outcome);
    const shown = (text: string, fallback: string | null) => (fallback === null ? text : `(none passed: ${fallback})`);
    lines.push(
      '',
      `### ${article.title}`,
      '',
      `Without a focus: ${shown(plain!.text, plain!.fallback)}`,
      '',
      '| reader | interest | with focus |',
      '|---|---|---|',
      ...focused.map(
        ({ text, fallback, focus }, index) =>
          `| ${profiles[index]!.userId} | ${focus?.interest ?? 'none near enough'} | ${shown(text, fallback)} |`,
      ),
    );
    process.stderr.write(`${article.id} for ${profiles.length} readers\n`);
  }
}
