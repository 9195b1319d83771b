import { weightedDirection } from '../interests/vector.ts';
import { decayedWeights, inOrderOfTime } from './decayed-weights.ts';
import type { HistoryEncoder } from './encoder.ts';

/**
 * The baseline that every other encoder has to beat: the direction of the mean of item vectors, weighted by denoised
 * weight and time decay. The same vector as `buildProfile` gives.
 */
export const weightedMean: HistoryEncoder = (history, options) => {
  const ordered = inOrderOfTime(history);
  const vector =
    ordered.length === 0
      ? null
      : weightedDirection(
          ordered.map((entry) => entry.vector),
          decayedWeights(ordered, options),
          ordered[0]!.vector.length,
        );
  return {
    vector,
    interests: [],
    meta: { encoder: 'mean', entries: history.length, used: vector ? history.length : 0, conditioned: false },
  };
};
