import { parseArgs } from 'node:util';
import { loadDemoNewsroom } from '../datasets/demo-newsroom/demo-newsroom.ts';
import { conditionings } from '../generators/generation.ts';
import type { WritingModels } from '../generators/headline/headline-request.ts';
import { headlinePrompt } from '../generators/headline/reader-brief.ts';
import { passes, writeHeadlines } from '../generators/headline/write-headlines.ts';
import { sourceFrame } from '../generators/prompt/article-frame.ts';
import { readerTail } from '../generators/prompt/reader-tail.ts';
import { defaultLanguageModel } from '../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../models/host/open-language-model.ts';
import { averageReader } from '../profiles/focus/choose-focus.ts';
import type { Profile } from '../profiles/profile.ts';
import { untrainedProjector } from '../profiles/soft-prompt/untrained-projector.ts';
import { demoProfiles } from './demo-profiles.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** What each conditioning does to headlines of the same articles for the same readers under one seed. */
async function conditioningTable(
  models: WritingModels,
  profiles: readonly Profile[],
  articleCount: number,
  candidates: number,
) {
  const articles = loadDemoNewsroom().articles.slice(0, articleCount);
  const average = averageReader(profiles);
  const rows = [];
  for (const conditioning of conditionings) {
    const perArticle = [];
    for (const article of articles) {
      const requests = profiles.map((profile) => ({
        profile,
        conditioning,
        seed: 1,
        candidates,
        averageReader: average,
      }));
      const written = await writeHeadlines({ ...article, body: article.body! }, requests, models, { lane: 'bulk' });
      perArticle.push(written.map(({ outcome }) => outcome));
    }
    const outcomes = perArticle.flat();
    rows.push({
      conditioning,
      articles: articles.length,
      readers: profiles.length,
      headlines: outcomes.length,
      candidatePass: mean(outcomes.flatMap(({ candidates: all }) => all.map((one) => (passes(one) ? 1 : 0)))),
      written: mean(outcomes.map(({ fallback }) => (fallback === null ? 1 : 0))),
      fallbackFacts: mean(outcomes.map(({ fallback }) => (fallback === 'facts' ? 1 : 0))),
      fallbackForm: mean(outcomes.map(({ fallback }) => (fallback === 'form' ? 1 : 0))),
      distinctTexts: mean(perArticle.map((texts) => new Set(texts.map(({ text }) => text)).size)),
      distinctFocus: mean(perArticle.map((texts) => new Set(texts.flatMap(({ focus }) => focus?.text ?? [])).size)),
    });
    process.stderr.write(`${conditioning}: ${JSON.stringify(rows.at(-1))}\n`);
  }
  return rows;
}

/** Mean KL divergence (nats) of the first written token's distribution between readers' soft prompts, and from none. */
async function firstStepDivergence(
  { languageModel, projector }: WritingModels,
  profiles: readonly Profile[],
  articleCount: number,
) {
  const articles = loadDemoNewsroom().articles.slice(0, articleCount);
  const between: number[] = [];
  const fromPlain: number[] = [];
  for (const article of articles) {
    const prefix = sourceFrame(article.body!, languageModel.tokenizer);
    const distribution = async (profile: Profile | null) =>
      logSoftmax(
        await languageModel.firstLogits(
          prefix,
          readerTail(
            { ...headlinePrompt, softPrompt: profile && projector.project(profile, languageModel) },
            languageModel.tokenizer,
          ),
        ),
      );
    const plain = await distribution(null);
    const distributions = [];
    for (const profile of profiles) distributions.push(await distribution(profile));
    for (const [index, one] of distributions.entries()) {
      fromPlain.push(divergence(one, plain));
      between.push(divergence(one, distributions[(index + 1) % distributions.length]!));
    }
  }
  return {
    pairs: between.length,
    betweenReaders: mean(between),
    leastBetweenReaders: Math.min(...between),
    fromPlain: mean(fromPlain),
  };
}

function logSoftmax(logits: Float32Array): Float64Array {
  const most = logits.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
  const total = Math.log(logits.reduce((sum, value) => sum + Math.exp(value - most), 0)) + most;
  return Float64Array.from(logits, (value) => value - total);
}

function divergence(p: Float64Array, q: Float64Array): number {
  return p.reduce((sum, value, index) => sum + Math.exp(value) * (value - q[index]!), 0);
}

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '8' },
    candidates: { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});
const models: WritingModels = {
  languageModel: await openCatalogueLanguageModel(defaultLanguageModel),
  encoder: await openDefaultSentenceEncoder(),
  projector: untrainedProjector(),
};
try {
  const profiles = await demoProfiles(models.encoder);
  const divergences = await firstStepDivergence(models, profiles, 3);
  const rows = await conditioningTable(models, profiles, Number(values.articles), Number(values.candidates));
  if (values.json) process.stdout.write(`${JSON.stringify({ divergences, rows })}\n`);
  else {
    const columns = [
      'candidatePass',
      'written',
      'fallbackFacts',
      'fallbackForm',
      'distinctTexts',
      'distinctFocus',
    ] as const;
    const lines = [
      `First-step KL, ${divergences.pairs} pairs: ${divergences.betweenReaders.toFixed(3)} nats between readers (least ${divergences.leastBetweenReaders.toFixed(4)}), ${divergences.fromPlain.toFixed(3)} from the plain prompt`,
      `| conditioning | headlines | ${columns.join(' | ')} |`,
      `|${'---|'.repeat(2 + columns.length)}`,
      ...rows.map(
        (row) =>
          `| ${row.conditioning} | ${row.headlines} | ${columns.map((column) => row[column].toFixed(3)).join(' | ')} |`,
      ),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
} finally {
  await models.languageModel.close();
  await models.encoder.close();
}
