import { type FactFeatures, type FeatureGroup, namedFeatures } from './fact-features.ts';
import { type LogisticModel, logOdds, probability } from './logistic-model.ts';

/** Probabilities at which something is decided, fitted once on planted errors that the model had not seen. */
export interface FactThresholds {
  /** Where true and false texts are told apart best, both weighing alike. */
  readonly balanced: number;
  /** Lets at most one planted error in twenty through. */
  readonly gate: number;
}

/** A fitted model over some groups of features, with its thresholds. */
export interface FactModel extends LogisticModel {
  /** Makes a text's probability of its sentences' log-odds (`textFeatures`). */
  readonly text: LogisticModel;
  readonly groups: readonly FeatureGroup[];
  readonly thresholds: FactThresholds;
}

/** A scorer as it is kept: its models, the one that needs most first, and where they come from. */
export interface FactScorerFile {
  readonly name: string;
  readonly version: string;
  /** What the readings were made with; a model is used with the same files only. */
  readonly madeWith: {
    readonly encoderSha256: string;
    readonly languageModelSha256: string;
    /** Null where no adapter judges. */
    readonly factAdapterSha256: string | null;
    readonly likelihoodPrompt: string;
    readonly rules: string;
  };
  readonly models: readonly FactModel[];
  readonly card: Readonly<Record<string, unknown>>;
}

/** A text's probability of being borne out, and the thresholds that go with it. */
export interface FactScore {
  readonly probability: number;
  readonly thresholds: FactThresholds;
  /** Names scorer, version and the groups of features that were at hand. */
  readonly scorer: string;
}

/**
 * Scores a text with the model that uses most of what is known of it.
 * @param sentences the features of each of its sentences
 * @throws if no model does with the groups that are there
 */
export function scoreFeatures(sentences: readonly FactFeatures[], scorer: FactScorerFile): FactScore {
  const model = scorer.models.find(({ groups }) =>
    groups.every((group) => sentences.every((features) => features[group] !== null)),
  );
  if (!model) throw new Error(`${scorer.name}@${scorer.version} has no model for what is known of this text`);
  return {
    probability: modelProbability(sentences, model),
    thresholds: model.thresholds,
    scorer: `${scorer.name}@${scorer.version} (${model.groups.join(', ')})`,
  };
}

/** The probability of a text by one model. @param sentences the features of each of its sentences */
export function modelProbability(sentences: readonly FactFeatures[], model: FactModel): number {
  const odds = sentences.map((features) => logOdds(model, namedFeatures(features)));
  return probability(logOdds(model.text, textFeatures(odds)));
}

/**
 * What a text's probability is made of: it is as true as its weakest sentence, but the weakest of many true ones is
 * weaker than a single one.
 * @param odds log-odds of its sentences
 */
export function textFeatures(odds: readonly number[]): Record<string, number> {
  return {
    weakest: Math.min(...odds),
    mean: odds.reduce((sum, value) => sum + value, 0) / odds.length,
    sentences: Math.log(odds.length),
  };
}
