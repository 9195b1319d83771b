import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { articleChecker } from '../../generators/facts/check-facts.ts';
import type { FactModel, FactScorerFile } from '../../generators/facts/score/fact-scorer.ts';
import { likelihoodPrompt } from '../../generators/facts/score/likelihood-reading.ts';
import type { LogisticModel } from '../../generators/facts/score/logistic-model.ts';
import { defaultLanguageModel, defaultSentenceEncoder } from '../../models/catalogue/default-models.ts';
import { type FittedFactModel, fitFactModel } from './fit-fact-model.ts';
import { type KnownExample, knownExamples } from './known-examples.ts';
import { factAdapterOf } from './open-reading-models.ts';

// Fits the scorer that ships on what read-known-texts kept, and writes it with its card.
// Run: npx tsx training/fact-scorer/fit-fact-scorer.ts --newsroom FOLDER --kept FOLDER --out generators/facts/score/fact-scorer.json [--fact-adapter FILE]

const { values } = parseArgs({
  options: {
    newsroom: { type: 'string' },
    kept: { type: 'string' },
    out: { type: 'string' },
    'fact-adapter': { type: 'string' },
  },
});
if (!values.newsroom || !values.kept || !values.out) throw new Error('--newsroom, --kept and --out are needed');

const factAdapter = factAdapterOf(values['fact-adapter']);
const read = await knownExamples(values.newsroom, values.kept);
// Most telling first; a smaller one stands in where a model is missing.
const fitted = [
  ...(factAdapter ? [fitFactModel(read, ['findings', 'wording', 'support', 'likelihood', 'judgement'])] : []),
  fitFactModel(read, ['findings', 'wording', 'support', 'likelihood']),
  fitFactModel(read, ['findings', 'wording', 'support']),
  fitFactModel(read, ['findings', 'wording']),
];

const file: FactScorerFile = {
  name: 'masthead-fact-scorer',
  version: '2',
  madeWith: {
    encoderSha256: defaultSentenceEncoder.file.sha256,
    languageModelSha256: defaultLanguageModel.file.sha256,
    factAdapterSha256: factAdapter?.fileSha256 ?? null,
    likelihoodPrompt: likelihoodPrompt.version,
    rules: `${articleChecker.name}@${articleChecker.version}`,
  },
  models: fitted.map(({ model }) => short(model)),
  card: {
    purpose: 'Probability that a headline or short text says only what an article bears out.',
    data:
      'Titles and sentences of Wikinews, NASA, digital.gov and US Department of Justice releases, and errors planted in ' +
      'them (datasets/planted-errors, training/known-texts). No human-labelled set was used.',
    terms:
      'Wikinews CC BY 2.5 (Wikinews contributors), digital.gov CC0, NASA and Department of Justice public domain in the US. ' +
      'Apache-2.0 as the rest of the project.',
    articles: articles(read),
    texts: count(read),
    heldOut: fitted.map(figures),
    limits:
      'English. Planted errors are cruder than those that generators and summarizers make: what it gives human-labelled ' +
      'texts is in BENCHMARKS.md. Calibrated for as many true as false texts.',
    made: 'training/fact-scorer/read-known-texts.ts, then training/fact-scorer/fit-fact-scorer.ts',
  },
};
writeFileSync(values.out, `${JSON.stringify(file, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(file.card, null, 1)}\n`);

/** Of texts whose articles the model had not learnt from (five folds): what is said to be true, and what passes. */
function figures({ model, heldOut }: FittedFactModel) {
  const { balanced, gate } = model.thresholds;
  const share = (of: FittedFactModel['heldOut'], wanted: (one: FittedFactModel['heldOut'][number]) => boolean) =>
    Number((of.filter(wanted).length / of.length).toFixed(3));
  const kinds = [...new Set(heldOut.map(({ example }) => example.kind))].sort();
  return {
    groups: model.groups.join(' + '),
    thresholds: model.thresholds,
    byKind: Object.fromEntries(
      kinds.map((kind) => {
        const of = heldOut.filter(({ example }) => example.kind === kind);
        const atBalanced = share(of, ({ probability }) => probability >= balanced);
        const atGate = share(of, ({ probability, stands }) => stands && probability >= gate);
        return [kind, { n: of.length, balanced: atBalanced, gate: atGate }];
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
  return { ...model, ...rounded(model), text: rounded(model.text) };
}

function rounded({ intercept, features }: LogisticModel): LogisticModel {
  const round = (value: number) => Number(value.toPrecision(6));
  return {
    intercept: round(intercept),
    features: features.map(({ name, weight, mean, spread }) => ({
      name,
      weight: round(weight),
      mean: round(mean),
      spread: round(spread),
    })),
  };
}
