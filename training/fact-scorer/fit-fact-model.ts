import type { FeatureGroup } from '../../generators/facts/score/fact-features.ts';
import { type FactModel, type FactThresholds, textFeatures } from '../../generators/facts/score/fact-scorer.ts';
import { type LogisticModel, logOdds, probability } from '../../generators/facts/score/logistic-model.ts';
import { evidenceSigns } from './evidence-signs.ts';
import { balancedThreshold, gateThreshold, type HeldOutScore } from './fact-thresholds.ts';
import { fitLogistic } from './fit-logistic.ts';
import { type JoinedText, joinedTexts } from './joined-texts.ts';
import { evenly, type KnownExample } from './known-examples.ts';

/** Strong: features that say much the same share the weight, which holds better on texts of another kind. */
const ridge = 0.1;
const folds = 5;

/** What was said of an example by a model that had not learnt from its article. */
export interface HeldOutExample {
  readonly example: KnownExample;
  /** Log-odds of its one sentence, not calibrated. */
  readonly odds: number;
}

/** A model with what it said of each example while it had not learnt from that example's article. */
export interface FittedFactModel {
  readonly model: FactModel;
  readonly heldOut: readonly (HeldOutScore & { readonly example: KnownExample })[];
}

/**
 * Fits a model over some groups of features. Calibration and thresholds come from what models fitted on four fifths of
 * the articles say of the other fifth, of single sentences and of texts joined from them; the model itself learns from
 * all.
 */
export function fitFactModel(examples: readonly KnownExample[], groups: readonly FeatureGroup[]): FittedFactModel {
  const names = Object.keys(examples[0]!.features).filter((name) =>
    groups.some((group) => name.startsWith(`${group}.`)),
  );
  const fitNamed = (some: readonly KnownExample[]) => fitLogistic(some, names, { ridge, signs: evidenceSigns });
  const even = evenly(examples);
  const articles = [...new Set(even.map(({ article }) => article))];
  const foldOf = new Map(articles.map((article, index) => [article, index % folds]));
  const held = Array.from({ length: folds }, (_, fold): HeldOutExample[] => {
    const model = fitNamed(even.filter(({ article }) => foldOf.get(article) !== fold));
    return even
      .filter(({ article }) => foldOf.get(article) === fold)
      .map((example) => ({ example, odds: logOdds(model, example.features) }));
  }).flat();
  const joined = joinedTexts(held);
  const text = textModel(joined);
  const scoreOf = (sentences: readonly HeldOutExample[]): Pick<HeldOutScore, 'stands' | 'probability'> => ({
    stands: sentences.every(({ example }) => example.verdict.label === 'supported'),
    probability: sentences.some(({ example }) => example.verdict.label === 'contradicted')
      ? 0
      : probability(logOdds(text, textFeatures(sentences.map(({ odds }) => odds)))),
  });
  const heldOut = held.map(({ example, odds }) => ({
    example,
    label: example.label,
    weight: example.weight,
    ...scoreOf([{ example, odds }]),
  }));
  const thresholds: FactThresholds = {
    balanced: balancedThreshold(joined.map(({ label, sentences }) => ({ label, weight: 1, ...scoreOf(sentences) }))),
    gate: gateThreshold(heldOut),
  };
  return { model: { ...fitNamed(even), text, groups, thresholds }, heldOut };
}

/** Calibrates a text by its sentences' log-odds: Platt's scaling (1999) over the weakest, the mean and how many there are. */
function textModel(joined: readonly JoinedText[]): LogisticModel {
  const total = [0, 1].map((label) => joined.filter((text) => text.label === label).length);
  const rows = joined.map(({ label, sentences }) => ({
    features: { ...textFeatures(sentences.map(({ odds }) => odds)) },
    label,
    weight: joined.length / (2 * total[label]!),
  }));
  const signs = { weakest: 1, mean: 1, sentences: 1 } as const;
  return fitLogistic(rows, Object.keys(signs), { ridge: 1e-4, signs });
}
