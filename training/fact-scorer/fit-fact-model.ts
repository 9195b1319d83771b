import type { FeatureGroup } from '../../generators/facts/score/fact-features.ts';
import type { FactModel, FactThresholds } from '../../generators/facts/score/fact-scorer.ts';
import { logOdds, probability } from '../../generators/facts/score/logistic-model.ts';
import { evidenceSigns } from './evidence-signs.ts';
import { factThresholds, type HeldOutScore } from './fact-thresholds.ts';
import { fitLogistic } from './fit-logistic.ts';
import { evenly, type KnownExample } from './known-examples.ts';

/** Strong: features that say much the same share the weight, which holds better on texts of another kind. */
const ridge = 0.1;
const folds = 5;

/** A model with what it said of each example while it had not learnt from that example's article. */
export interface FittedFactModel {
  readonly model: FactModel;
  readonly heldOut: readonly (HeldOutScore & { readonly example: KnownExample })[];
}

/**
 * Fits a model over some groups of features. Calibration (Platt 1999) and thresholds come from what models fitted on
 * four fifths of the articles say of the other fifth; the model itself learns from all.
 */
export function fitFactModel(examples: readonly KnownExample[], groups: readonly FeatureGroup[]): FittedFactModel {
  const names = Object.keys(examples[0]!.features).filter((name) =>
    groups.some((group) => name.startsWith(`${group}.`)),
  );
  const fitNamed = (some: readonly KnownExample[]) => fitLogistic(some, names, { ridge, signs: evidenceSigns });
  const even = evenly(examples);
  const articles = [...new Set(even.map(({ article }) => article))];
  const foldOf = new Map(articles.map((article, index) => [article, index % folds]));
  const held = Array.from({ length: folds }, (_, fold) => {
    const model = fitNamed(even.filter(({ article }) => foldOf.get(article) !== fold));
    return even
      .filter(({ article }) => foldOf.get(article) === fold)
      .map((example) => ({ example, odds: logOdds(model, example.features) }));
  }).flat();
  const calibrate = plattScaling(held.map(({ example, odds }) => ({ ...example, odds })));
  const heldOut = held.map(({ example, odds }) => ({
    example,
    label: example.label,
    weight: example.weight,
    stands: example.verdict.label === 'supported',
    probability: example.verdict.label === 'contradicted' ? 0 : probability(calibrate.slope * odds + calibrate.shift),
  }));
  const fitted = fitNamed(even);
  const thresholds: FactThresholds = factThresholds(heldOut);
  const model = {
    intercept: calibrate.slope * fitted.intercept + calibrate.shift,
    features: fitted.features.map((feature) => ({ ...feature, weight: feature.weight * calibrate.slope })),
    groups,
    thresholds,
  };
  return { model, heldOut };
}

function plattScaling(held: readonly (KnownExample & { readonly odds: number })[]): { slope: number; shift: number } {
  const examples = held.map(({ odds, label, weight }) => ({ features: { odds }, label, weight }));
  const { intercept, features } = fitLogistic(examples, ['odds'], { ridge: 1e-4, signs: { odds: 1 } });
  const { weight, mean, spread } = features[0]!;
  return { slope: weight / spread, shift: intercept - (weight * mean) / spread };
}
