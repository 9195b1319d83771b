import { type LogisticModel, probability, scaled } from '../../generators/facts/score/logistic-model.ts';

/** An example: its features by name, whether it is true, and how much it counts. */
export interface FitExample {
  readonly features: Readonly<Record<string, number>>;
  readonly label: 0 | 1;
  readonly weight: number;
}

export interface FitOptions {
  /** Weight of the squared coefficients, per unit of mean loss. */
  readonly ridge: number;
  /** Features whose weight may not fall below (1) or rise above (−1) nothing. */
  readonly signs?: Readonly<Record<string, 1 | -1>>;
}

const steps = 500;

/**
 * Fits a logistic regression by accelerated projected gradient descent (Nesterov 1983) on the weighted mean log-loss.
 * Signs that are known beforehand are held, so that an accident of the examples cannot turn evidence round.
 * @param names the features to use
 * @throws if an example lacks one
 */
export function fitLogistic(
  examples: readonly FitExample[],
  names: readonly string[],
  options: FitOptions,
): LogisticModel {
  for (const { features } of examples)
    for (const name of names)
      if (!Number.isFinite(features[name]))
        throw new Error(`an example lacks the feature ${name}: read all texts with the same models`);
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const scales = names.map((name) => {
    const mean = examples.reduce((sum, { features, weight }) => sum + weight * features[name]!, 0) / total;
    const variance =
      examples.reduce((sum, { features, weight }) => sum + weight * (features[name]! - mean) ** 2, 0) / total;
    return { mean, spread: Math.max(1e-6, Math.sqrt(variance)) };
  });
  const width = names.length + 1;
  const rows = examples.map(({ features }) =>
    Float64Array.from({ length: width }, (_, column) =>
      column === 0 ? 1 : scaled(features[names[column - 1]!]!, scales[column - 1]!),
    ),
  );
  // A bound on the curvature of the loss: a quarter of the largest mean square of a row.
  const curvature =
    rows.reduce((sum, row, index) => sum + examples[index]!.weight * row.reduce((s, x) => s + x * x, 0), 0) /
      total /
      4 +
    options.ridge;
  const coefficients = new Float64Array(width);
  const ahead = Float64Array.from(coefficients);
  let momentum = 1;
  for (let step = 0; step < steps; step++) {
    const gradient = new Float64Array(width);
    rows.forEach((row, index) => {
      const { label, weight } = examples[index]!;
      let odds = 0;
      for (let column = 0; column < width; column++) odds += row[column]! * ahead[column]!;
      const error = (weight / total) * (probability(odds) - label);
      for (let column = 0; column < width; column++) gradient[column]! += error * row[column]!;
    });
    const nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const next = new Float64Array(width);
    for (let column = 0; column < width; column++) {
      const penalty = column === 0 ? 0 : options.ridge * ahead[column]!;
      next[column] = ahead[column]! - (gradient[column]! + penalty) / curvature;
      const sign = column === 0 ? undefined : options.signs?.[names[column - 1]!];
      if (sign !== undefined && next[column]! * sign < 0) next[column] = 0;
      ahead[column] = next[column]! + ((momentum - 1) / nextMomentum) * (next[column]! - coefficients[column]!);
    }
    coefficients.set(next);
    momentum = nextMomentum;
  }
  return {
    intercept: coefficients[0]!,
    features: names.map((name, index) => ({ name, weight: coefficients[index + 1]!, ...scales[index]! })),
  };
}
