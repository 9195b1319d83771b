import type { FeatureGroup } from '../../generators/facts/score/fact-features.ts';
import type { FactModel } from '../../generators/facts/score/fact-scorer.ts';
import { logOdds, probability } from '../../generators/facts/score/logistic-model.ts';
import { evidenceSigns } from './evidence-signs.ts';
import { type FitExample, fitLogistic } from './fit-logistic.ts';

const ridge = 0.003;
/** Share of false texts that the gate may let through. */
export const gateShare = 0.05;

/**
 * Fits a model over some groups of features, calibrates it (Platt 1999) and sets its thresholds on examples of other
 * articles than it learnt from.
 * @param heldOut examples for calibration and thresholds
 * @param stands whether the rules let a held-out text stand: what they refuse cannot pass the gate whatever its score
 */
export function fitFactModel<Example extends FitExample>(
  examples: readonly Example[],
  heldOut: readonly Example[],
  groups: readonly FeatureGroup[],
  stands: (example: Example) => boolean,
): FactModel {
  const names = Object.keys(examples[0]!.features).filter((name) =>
    groups.some((group) => name.startsWith(`${group}.`)),
  );
  const fitted = fitLogistic(examples, names, { ridge, signs: evidenceSigns });
  // Platt's two numbers, folded into intercept and weights.
  const odds = heldOut.map((example) => ({ ...example, features: { odds: logOdds(fitted, example.features) } }));
  const platt = fitLogistic(odds, ['odds'], { ridge: 0, signs: { odds: 1 } });
  const [{ weight, mean, spread }] = platt.features as [(typeof platt.features)[number]];
  const slope = weight / spread;
  const model = {
    intercept: platt.intercept + slope * (fitted.intercept - mean),
    features: fitted.features.map((feature) => ({ ...feature, weight: feature.weight * slope })),
  };
  const scored = heldOut.map((example) => ({
    label: example.label,
    weight: example.weight,
    stands: stands(example),
    probability: probability(logOdds(model, example.features)),
  }));
  return {
    ...model,
    groups,
    thresholds: { balanced: balancedThreshold(scored), gate: gateThreshold(scored) },
  };
}

interface Scored {
  readonly label: 0 | 1;
  readonly weight: number;
  readonly stands: boolean;
  readonly probability: number;
}

/** The threshold with the highest weighted balanced accuracy. */
function balancedThreshold(scored: readonly Scored[]): number {
  const total = [0, 0];
  for (const { label, weight } of scored) total[label]! += weight;
  const sorted = [...scored].sort((a, b) => a.probability - b.probability);
  // Below the lowest everything counts as true.
  let right = 1;
  let best = { right, threshold: 0 };
  sorted.forEach(({ label, weight, probability: at }, index) => {
    right += (label === 0 ? weight : -weight) / total[label]!;
    const next = sorted[index + 1]?.probability ?? 1;
    if (right > best.right && next > at) best = { right, threshold: (at + next) / 2 };
  });
  return rounded(best.threshold);
}

/** The lowest threshold at which no more than the share of false texts passes. */
function gateThreshold(scored: readonly Scored[]): number {
  const wrong = scored.filter(({ label }) => label === 0);
  const passing = wrong.filter(({ stands }) => stands).sort((a, b) => b.probability - a.probability);
  const most = Math.floor(gateShare * wrong.length);
  // Rounded up, so that the last one refused stays refused.
  return passing.length <= most ? 0 : Math.ceil((passing[most]!.probability + 1e-9) * 1e4) / 1e4;
}

const rounded = (value: number): number => Number(value.toFixed(4));
