import { parseArgs } from 'node:util';
import { loadDemoItems } from '../datasets/demo-newsroom/demo-newsroom.ts';
import { analyseArticle } from '../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../generators/facts/check-facts.ts';
import { judgeTexts } from '../generators/facts/judge-texts.ts';
import { readLikelihoods } from '../generators/facts/score/likelihood-reading.ts';
import { readSupport } from '../generators/facts/score/support-reading.ts';
import { defaultLanguageModel } from '../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../models/host/open-language-model.ts';
import { ModelFactCheckService } from '../src/server/fact-check-service.ts';

// How many texts a second are checked against articles of about 400 words, by stage, and how long one who types waits
// while bulk work runs. Wall-clock time, and processor time of the whole process where it says so.
// Run: npx tsx bench/check-speed.ts [--articles 6] [--checks 60] [--json]

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '6' },
    checks: { type: 'string', default: '60' },
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
/** Texts that differ, so that no cache answers. */
const textsOf = ({ titles }: (typeof articles)[number], round: string) =>
  Array.from({ length: textsEach }, (_, index) => `${titles[index % titles.length]!} in ${round} ${index + 1}`);

const encoder = await openDefaultSentenceEncoder({ threads: 1 });
const languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { device: 'cpu', threads: 1 });
const models = { encoder, languageModel };
const stages: { stage: string; perSecond: number; milliseconds: number; processorMilliseconds: number }[] = [];

async function measure(stage: string, count: number, work: () => Promise<unknown>): Promise<void> {
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
    each((index) => readLikelihoods(textsOf(articles[index]!, 'year'), analysed[index]!, languageModel)),
  );
  await measure('text: likelihoods, KV cache there', all, () =>
    each((index) => readLikelihoods(textsOf(articles[index]!, 'week'), analysed[index]!, languageModel)),
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
    process.stdout.write('\n| one text at a time, article known | n | p50 ms | p95 ms |\n|---|---|---|---|\n');
    for (const [name, { n, p50, p95 }] of Object.entries(waits))
      process.stdout.write(`| ${name} | ${n} | ${p50.toFixed(0)} | ${p95.toFixed(0)} |\n`);
  }
} finally {
  await languageModel.close();
  await encoder.close();
}

/** How long someone waits who checks one text after another against an article that is analysed. */
async function typing(round: string, bulk: boolean) {
  const service = new ModelFactCheckService(models);
  const source = { kind: 'article', article: { body: articles[0]!.body, language: 'en' } } as const;
  await service.check('Once, so that the article is known', source, 'gate');
  const stop = new AbortController();
  const work = bulk ? bulkWork(stop.signal) : Promise.resolve();
  const waits: number[] = [];
  for (let check = 0; check < Number(values.checks); check++) {
    const text = `${articles[0]!.titles[0]!} on a ${round} day number ${check}`;
    const start = performance.now();
    await service.check(text, source, 'gate');
    waits.push(performance.now() - start);
  }
  stop.abort();
  await work;
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))]!;
  return { n: waits.length, p50: at(0.5), p95: at(0.95) };
}

/** Headlines' worth of bulk work: one article after another is read and its texts scored, without a pause. */
async function bulkWork(signal: AbortSignal): Promise<void> {
  for (let round = 0; !signal.aborted; round++) {
    const article = articles[1 + (round % (articles.length - 1))]!;
    const known = await analyseArticle({ body: `${article.body} ${round}`, language: 'en' }, encoder, { lane: 'bulk' });
    await readLikelihoods(textsOf(article, `round ${round}`), known, languageModel, { lane: 'bulk', signal }).catch(
      (error) => {
        if (!signal.aborted) throw error;
      },
    );
  }
}
