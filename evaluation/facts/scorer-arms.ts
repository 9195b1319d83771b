import { type FeatureGroup, namedFeatures } from '../../generators/facts/score/fact-features.ts';
import { type FactModel, modelProbability } from '../../generators/facts/score/fact-scorer.ts';
import { shippedScorer } from '../../generators/facts/score/shipped-scorer.ts';
import { fitFactModel } from '../../training/fact-scorer/fit-fact-model.ts';
import type { ReadText } from '../../training/fact-scorer/kept-features.ts';
import type { KnownExample } from '../../training/fact-scorer/known-examples.ts';
import type { LabelledRow } from './labelled-row.ts';

/** One way to judge a text: the whole scorer, or a part of what it goes by. */
export interface ScorerArm {
  readonly name: string;
  judge(text: ReadText): { readonly score: number; readonly consistent: boolean };
}

/** What each baseline goes by alone. */
const baselines: readonly (readonly [string, readonly FeatureGroup[]])[] = [
  ['rules alone', ['findings']],
  ['encoder alone', ['support']],
  ['likelihood alone', ['likelihood']],
  ['fact adapter alone', ['judgement']],
];

const allGroups: readonly FeatureGroup[] = ['findings', 'wording', 'support', 'likelihood', 'judgement'];

/**
 * The scorer's own features fitted on people's labels: for research only, as the labelled sets are, and never shipped. Says
 * what the planted errors cost.
 * @param read labelled texts of another part than the one that is measured
 */
export function researchArm(read: readonly LabelledReading[]): ScorerArm {
  const examples = read.flatMap(({ id, article, text, label, read: { features, verdict } }) =>
    // A text's label says which of its sentences is false only where it has one.
    features.length === 1
      ? [
          {
            kind: label === 1 ? 'title' : 'invented',
            set: id,
            article,
            text,
            label,
            weight: 1,
            verdict,
            features: namedFeatures(features[0]!),
          } satisfies KnownExample,
        ]
      : [],
  );
  return armOf('fitted on labels (research only)', fitFactModel(examples, allGroups).model);
}

/** A labelled text with what was read of it. */
export interface LabelledReading extends LabelledRow {
  readonly read: ReadText;
}

/**
 * The scorer as it ships, and each of its parts alone, fitted on the same planted errors in the same way and judged at
 * its own balanced threshold.
 */
export function scorerArms(examples: readonly KnownExample[]): ScorerArm[] {
  return [
    armOf('scorer', shippedScorer.models[0]!),
    ...baselines.map(([name, groups]) => armOf(name, fitFactModel(examples, groups).model)),
  ];
}

function armOf(name: string, model: FactModel): ScorerArm {
  return {
    name,
    judge: ({ features, verdict }) => {
      const odds = modelProbability(features, model);
      // As in service: what a rule contradicts is not saved by the rest.
      const decided = model.groups.includes('findings') && verdict.label === 'contradicted';
      const score = decided ? 0 : odds;
      return { score, consistent: score >= model.thresholds.balanced };
    },
  };
}
