/** A logistic regression over named features, small enough to read. */
export interface LogisticModel {
  readonly intercept: number;
  /** For each feature its weight, and the mean and spread by which it is brought to one scale. */
  readonly features: readonly {
    readonly name: string;
    readonly weight: number;
    readonly mean: number;
    readonly spread: number;
  }[];
}

/** Values beyond this many spreads say no more than that. */
const farthest = 4;

/** A feature's value on the model's scale. */
export function scaled(value: number, { mean, spread }: { readonly mean: number; readonly spread: number }): number {
  return Math.max(-farthest, Math.min(farthest, (value - mean) / spread));
}

/** Log-odds of the model. @throws if a feature is not given */
export function logOdds(model: LogisticModel, features: Readonly<Record<string, number>>): number {
  return model.features.reduce((sum, feature) => {
    const value = features[feature.name];
    if (value === undefined) throw new Error(`the scorer needs the feature ${feature.name}, which was not given`);
    return sum + feature.weight * scaled(value, feature);
  }, model.intercept);
}

export const probability = (odds: number): number => 1 / (1 + Math.exp(-odds));
