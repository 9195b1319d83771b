import { parseArgs } from 'node:util';
import { type Decoding, labelOpenings } from '../generators/candidate-rows.ts';
import { passes, writeHeadlines } from '../generators/headline/write-headlines.ts';
import { defaultLanguageModel } from '../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../models/host/open-language-model.ts';
import { untrainedProjector } from '../profiles/soft-prompt/untrained-projector.ts';
import { titleRows } from './facts/title-sets.ts';
import { wordings } from './prompts/wordings.ts';
import { rougeL } from './rouge.ts';

const cool = { temperatures: [0, 0.2, 0.3, 0.4], topP: 0.9, repetitionPenalty: 1.05 };
const warm = { temperatures: [0, 0.3, 0.5, 0.7], topP: 0.9, repetitionPenalty: 1.05 };
const unmarked = { bannedWords: [':', '"', '“', '”', '?', '!', ' - '] };
const headed = { bannedOpenings: labelOpenings };
const bound = { boundToSource: true };

/** Decodings that were tried. */
const decodings: Readonly<Record<string, Decoding>> = {
  cool,
  warm,
  coolUnmarked: { ...cool, ...unmarked },
  coolBound: { ...cool, ...bound },
  coolHeaded: { ...cool, ...headed },
  coolHeadedBound: { ...cool, ...headed, ...bound },
  warmHeaded: { ...warm, ...headed },
  warmHeadedBound: { ...warm, ...headed, ...bound },
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * Measures wordings and decodings of the headline task, untrained and unpersonalised, on the demo newsroom's articles or
 * a file of the newsroom folder.
 * The desk's titles are looked at for ROUGE-L alone.
 */
async function search(options: {
  set: string;
  articles: number;
  candidates: number;
  wordings: string[];
  decodings: string[];
}) {
  const models = {
    languageModel: await openCatalogueLanguageModel(defaultLanguageModel),
    encoder: await openDefaultSentenceEncoder(),
    projector: untrainedProjector(),
  };
  const articles = titleRows(options.set).slice(0, options.articles);
  const rows = [];
  try {
    for (const wording of options.wordings)
      for (const decoding of options.decodings) {
        const outcomes = [];
        for (const article of articles) {
          const request = { profile: null, conditioning: 'none', seed: 1, candidates: options.candidates } as const;
          const [written] = await writeHeadlines(article, [request], models, {
            lane: 'bulk',
            prompt: wordings[wording]!,
            decoding: decodings[decoding]!,
          });
          outcomes.push({ article, outcome: written!.outcome });
        }
        const candidates = outcomes.flatMap(({ outcome }) => outcome.candidates);
        const chosen = outcomes.filter(({ outcome }) => outcome.chosen !== null);
        const best = outcomes.map(({ outcome }) => outcome.candidates[outcome.chosen ?? 0]!);
        rows.push({
          wording,
          decoding,
          articles: articles.length,
          candidates: candidates.length,
          formPass: mean(candidates.map(({ formFaults }) => (formFaults.length === 0 ? 1 : 0))),
          factPass: mean(candidates.map(({ verdict }) => (verdict?.label === 'supported' ? 1 : 0))),
          pass: mean(candidates.map((candidate) => (passes(candidate) ? 1 : 0))),
          articlesServed: chosen.length / articles.length,
          salienceOfChosen: mean(
            chosen.map(({ outcome }) => outcome.candidates[outcome.chosen!]!.scoreParts.salience!),
          ),
          statementsAmongChosen: mean(
            chosen.map(({ outcome }) => outcome.candidates[outcome.chosen!]!.scoreParts.statement!),
          ),
          rougeLOfChosen: mean(chosen.map(({ article, outcome }) => rougeL(outcome.text, article.title))),
          logProbability: mean(best.map(({ scoreParts }) => Math.log(scoreParts.likelihood!))),
          texts: chosen.map(({ outcome }) => outcome.text),
        });
        process.stderr.write(`${wording} ${decoding}: ${rows.at(-1)!.articlesServed.toFixed(2)} served\n`);
      }
  } finally {
    await models.languageModel.close();
    await models.encoder.close();
  }
  return rows;
}

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'demo' },
    articles: { type: 'string', default: '42' },
    candidates: { type: 'string', default: '8' },
    wordings: { type: 'string', default: Object.keys(wordings).join(',') },
    decodings: { type: 'string', default: Object.keys(decodings).join(',') },
    texts: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const rows = await search({
  set: values.set,
  articles: Number(values.articles),
  candidates: Number(values.candidates),
  wordings: values.wordings.split(','),
  decodings: values.decodings.split(','),
});
if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
else {
  const columns = [
    'formPass',
    'factPass',
    'pass',
    'articlesServed',
    'salienceOfChosen',
    'statementsAmongChosen',
    'rougeLOfChosen',
  ] as const;
  process.stdout.write(
    `| wording | decoding | candidates | ${columns.join(' | ')} |\n|${'---|'.repeat(3 + columns.length)}\n`,
  );
  for (const row of rows) {
    process.stdout.write(
      `| ${row.wording} | ${row.decoding} | ${row.candidates} | ${columns.map((column) => row[column].toFixed(3)).join(' | ')} |\n`,
    );
    if (values.texts) for (const text of row.texts) process.stdout.write(`    ${text}\n`);
  }
}
