import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { articleChecker } from '../../generators/facts/check-facts.ts';
import type { FeatureGroup } from '../../generators/facts/score/fact-features.ts';
import type { FactModel, FactScorerFile } from '../../generators/facts/score/fact-scorer.ts';
import { likelihoodPrompt } from '../../generators/facts/score/likelihood-reading.ts';
import { logOdds, probability } from '../../generators/facts/score/logistic-model.ts';
import { defaultLanguageModel, defaultSentenceEncoder } from '../../models/catalogue/default-models.ts';
import { fitFactModel } from './fit-fact-model.ts';
import { heldOutArticle } from './held-out.ts';
import { type KnownExample, knownExamples } from './known-examples.ts';

// Fits the scorer that ships on what read-known-texts kept, and writes it with its card.
// Run: npx tsx training/fact-scorer/fit-fact-scorer.ts --newsroom FOLDER --kept FOLDER --out generators/facts/score/fact-scorer.json

const { values } = parseArgs({
  options: { newsroom: { type: 'string' }, kept: { type: 'string' }, out: { type: 'string' } },
});
if (!values.newsroom || !values.kept || !values.out) throw new Error('--newsroom, --kept and --out are needed');

/** Most telling first; a smaller one stands in where a model is missing. */
const variants: readonly (readonly FeatureGroup[])[] = [
  ['findings', 'wording', 'support', 'likelihood'],
  ['findings', 'wording', 'support'],
  ['findings', 'wording'],
];

const examples = await knownExamples(values.newsroom, values.kept);
const held = ({ article }: KnownExample) => heldOutArticle(article);
const learnt = examples.filter((example) => !held(example));
const heldOut = examples.filter(held);
const stands = ({ verdict }: KnownExample) => verdict.label === 'supported';
const models = variants.map((groups) => fitFactModel(learnt, heldOut, groups, stands));

const file: FactScorerFile = {
  name: 'masthead-fact-scorer',
  version: '1',
  madeWith: {
    encoderSha256: defaultSentenceEncoder.file.sha256,
    languageModelSha256: defaultLanguageModel.file.sha256,
    likelihoodPrompt: likelihoodPrompt.version,
    rules: `${articleChecker.name}@${articleChecker.version}`,
  },
  models: models.map(short),
  card: {
    purpose: 'Probability that a headline or short text says only what an article bears out.',
    data:
      'Titles and sentences of Wikinews, NASA, digital.gov and US Department of Justice releases, and errors planted in ' +
      'them (datasets/planted-errors, training/fact-scorer). No human-labelled set was used.',
    terms:
      'Wikinews CC BY 2.5 (Wikinews contributors), digital.gov CC0, NASA and Department of Justice public domain in the US. ' +
      'Apache-2.0 as the rest of the project.',
    articles: { learnt: articles(learnt), heldOut: articles(heldOut) },
    texts: { learnt: count(learnt), heldOut: count(heldOut) },
    heldOut: models.map((model) => figures(model)),
    limits:
      'English. Planted errors are cruder than those that generators and summarizers make: what it gives human-labelled ' +
      'texts is in BENCHMARKS.md. Calibrated for as many true as false texts.',
    made: 'training/fact-scorer/read-known-texts.ts, then training/fact-scorer/fit-fact-scorer.ts',
  },
};
writeFileSync(values.out, `${JSON.stringify(file, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(file.card, null, 1)}\n`);

function figures(model: FactModel) {
  const scored = heldOut.map((example) => ({ ...example, p: probability(logOdds(model, example.features)) }));
  const shares = (wanted: (example: KnownExample & { p: number }) => boolean, of: typeof scored) =>
    of.length === 0 ? null : Number((of.filter(wanted).length / of.length).toFixed(3));
  const kinds = [...new Set(heldOut.map(({ kind }) => kind))].sort();
  const { balanced, gate } = model.thresholds;
  return {
    groups: model.groups.join(' + '),
    thresholds: model.thresholds,
    /** Share said to be true at `balanced`, and share that passes rules and `gate`. */
    byKind: Object.fromEntries(
      kinds.map((kind) => {
        const of = scored.filter((example) => example.kind === kind);
        return [
          kind,
          {
            n: of.length,
            balanced: shares(({ p }) => p >= balanced, of),
            gate: shares((one) => stands(one) && one.p >= gate, of),
          },
        ];
      }),
    ),
  };
}

function articles(of: readonly KnownExample[]): number {
  return new Set(of.map(({ article }) => article)).size;
}

function count(of: readonly KnownExample[]) {
  return { true: of.filter(({ label }) => label === 1).length, false: of.filter(({ label }) => label === 0).length };
}

function short(model: FactModel): FactModel {
  const round = (value: number) => Number(value.toPrecision(6));
  return {
    ...model,
    intercept: round(model.intercept),
    features: model.features.map(({ name, weight, mean, spread }) => ({
      name,
      weight: round(weight),
      mean: round(mean),
      spread: round(spread),
    })),
  };
}
