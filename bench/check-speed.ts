import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadDemoItems } from '../datasets/demo-newsroom/demo-newsroom.ts';
import { analyseArticle } from '../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../generators/facts/check-facts.ts';
import { judgeTexts } from '../generators/facts/judge-texts.ts';
import { readLikelihoods } from '../generators/facts/score/likelihood-reading.ts';
import { readSupport } from '../generators/facts/score/support-reading.ts';
import { writeHeadlines } from '../generators/headline/write-headlines.ts';
import { sharingQuestions } from '../generators/prompt/shared-question.ts';
import { defaultLanguageModel } from '../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../models/host/open-language-model.ts';
import { untrainedProjector } from '../profiles/soft-prompt/untrained-projector.ts';
import { ModelFactCheckService } from '../src/server/fact-check-service.ts';
import { loadShelf } from '../src/server/load-shelf.ts';

// How many texts a second are checked against articles of about 400 words, by stage, and how long one who types waits
// while headline jobs run. Wall-clock time, and processor time of the whole process where it says so. On two free cores it
// takes about two minutes.
// Run: npx tsx bench/check-speed.ts [--articles 6] [--checks 60] [--rest 180] [--threads 1] [--json]

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '6' },
    checks: { type: 'string', default: '60' },
    rest: { type: 'string', default: '180' },
    threads: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const wordsOfArticle = 400;
const items = loadDemoItems().articles.filter(({ body }) => body);
/** Demo bodies are short: neighbours are joined until there are enough words. */
const articles = Array.from({ length: Number(values.articles) }, (_, index) => {
  let body = '';
  const titles: string[] = [];
  for (let next = index * 2; body.split(/\s+/u).length < wordsOfArticle; next++) {
    const item = items[next % items.length]!;
    body += `${item.body}\n`;
    titles.push(item.title);
  }
  return {
    body: body
      .split(/(?<=\s)/u)
      .slice(0, wordsOfArticle)
      .join(''),
    titles,
  };
});
const textsEach = 8;
/** As a server runs headline jobs, each for so many readers in one go. */
const jobsAtOnce = 2;
const readersAtOnce = 8;
/** Texts that differ, so that no cache answers. */
const textsOf = ({ titles }: (typeof articles)[number], round: string) =>
  Array.from({ length: textsEach }, (_, index) => `${titles[index % titles.length]!} in ${round} ${index + 1}`);

const encoder = await openDefaultSentenceEncoder({ threads: 1 });
const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, {
  device: 'cpu',
  threads: Number(values.threads),
});
await loadShelf(languageModel, '');
const models = { encoder, languageModel: sharingQuestions(languageModel) };
const stages: { stage: string; perSecond: number; milliseconds: number; processorMilliseconds: number }[] = [];

async function measure(stage: string, count: number, work: () => Promise<unknown>): Promise<void> {
  process.stderr.write(`${stage} …\n`);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  stages.push({
    stage,
    perSecond: (1000 * count) / elapsed,
    milliseconds: elapsed / count,
    processorMilliseconds: (user + system) / 1000 / count,
  });
}

try {
  const source = (index: number) => ({ body: articles[index]!.body, language: 'en' });
  await measure('article: words, numbers, names', articles.length, async () => {
    for (const index of articles.keys()) await analyseArticle(source(index));
  });
  const analysed: Awaited<ReturnType<typeof analyseArticle>>[] = [];
  await measure('article: the same with sentence vectors', articles.length, async () => {
    for (const index of articles.keys()) analysed.push(await analyseArticle(source(index), encoder));
  });
  const all = articles.length * textsEach;
  const each = async (work: (index: number) => Promise<unknown> | unknown) => {
    for (const index of articles.keys()) await work(index);
  };
  await measure('text: rules', all, () =>
    each((index) => {
      for (const text of textsOf(articles[index]!, 'rule')) checkFactsAgainst(text, null, analysed[index]!);
    }),
  );
  await measure('text: encoder', all, () =>
    each((index) => readSupport(textsOf(articles[index]!, 'place'), analysed[index]!, encoder)),
  );
  await measure('article: its KV cache, and the first texts’ likelihoods', all, () =>
    each((index) => readLikelihoods(textsOf(articles[index]!, 'year'), analysed[index]!, models.languageModel)),
  );
  await measure('text: likelihoods, KV cache there', all, () =>
    each((index) => readLikelihoods(textsOf(articles[index]!, 'week'), analysed[index]!, models.languageModel)),
  );
  await measure('text: all of it, article known, eight at once', all, () =>
    each((index) => judgeTexts(textsOf(articles[index]!, 'town'), analysed[index]!, models)),
  );
  const waits = { alone: await typing('quiet', false), whileBulkRuns: await typing('busy', true) };
  if (values.json) process.stdout.write(`${JSON.stringify({ stages, waits })}\n`);
  else {
    process.stdout.write('| stage | a second | ms | processor ms |\n|---|---|---|---|\n');
    for (const { stage, perSecond, milliseconds, processorMilliseconds } of stages)
      process.stdout.write(
        `| ${stage} | ${perSecond.toFixed(1)} | ${milliseconds.toFixed(1)} | ${processorMilliseconds.toFixed(1)} |\n`,
      );
    process.stdout.write(
      '\n| one text at a time, article known | n | p50 ms | p95 ms | processor ms meanwhile | bulk steps from check to check |\n|---|---|---|---|---|---|\n',
    );
    for (const [name, { n, p50, p95, processor, bulkSteps }] of Object.entries(waits))
      process.stdout.write(
        `| ${name} | ${n} | ${p50.toFixed(0)} | ${p95.toFixed(0)} | ${processor.toFixed(0)} | ${bulkSteps.toFixed(1)} |\n`,
      );
    process.stdout.write(
      `\nload of the machine ${loadavg()
        .map((load) => load.toFixed(1))
        .join(', ')}\n`,
    );
  }
} finally {
  await languageModel.close();
  await encoder.close();
}

/** How long someone waits who checks one text after another against an article that is analysed. */
async function typing(round: string, bulk: boolean) {
  process.stderr.write(`typing, ${round} …\n`);
  const service = new ModelFactCheckService({ encoder, languageModel });
  const source = { kind: 'article', article: { body: articles[0]!.body, language: 'en' } } as const;
  await service.check('Once, so that the article is known', source, 'gate');
  const stop = new AbortController();
  const jobs = bulk ? Array.from({ length: jobsAtOnce }, (_, job) => bulkWork(job, stop.signal)) : [];
  const waits: number[] = [];
  let processorMilliseconds = 0;
  let bulkSteps = 0;
  let { steps } = await languageModel.statistics();
  for (let check = 0; check < Number(values.checks); check++) {
    const text = `${articles[0]!.titles[0]!} on a ${round} day number ${check}`;
    // As the desk does, which asks when the hand has rested: bulk work goes on meanwhile, so a check comes in mid-step.
    await sleep(Number(values.rest));
    const cpu = process.cpuUsage();
    const start = performance.now();
    await service.check(text, source, 'gate');
    waits.push(performance.now() - start);
    const { user, system } = process.cpuUsage(cpu);
    processorMilliseconds += (user + system) / 1000;
    const { steps: now, recentLanes } = await languageModel.statistics();
    bulkSteps += recentLanes.slice(steps - now).filter((lane) => lane === 'bulk').length;
    steps = now;
  }
  stop.abort();
  await Promise.all(jobs);
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))]!;
  return {
    n: waits.length,
    p50: at(0.5),
    p95: at(0.95),
    processor: processorMilliseconds / waits.length,
    bulkSteps: bulkSteps / waits.length,
  };
}

/** What a worker does: headlines of one article after another for eight readers, written, checked and gated without a pause. */
async function bulkWork(job: number, signal: AbortSignal): Promise<void> {
  for (let round = job; !signal.aborted; round += jobsAtOnce) {
    const { body, titles } = articles[1 + (round % (articles.length - 1))]!;
    const article = { title: titles[0]!, body: `${body} ${round}`, language: 'en' };
    const requests = Array.from({ length: readersAtOnce }, (_, reader) => {
      return { profile: null, conditioning: 'none' as const, seed: round * readersAtOnce + reader, candidates: 12 };
    });
    const writing = { encoder, languageModel, projector: untrainedProjector() };
    await writeHeadlines(article, requests, writing, { lane: 'bulk', signal }).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }
}
