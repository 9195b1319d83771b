import { weightedDirection } from '../interests/vector.ts';
import type { HistoryEncoder } from './encoder.ts';
import { weightedMean } from './weighted-mean.ts';

/** Half-lives of the two views, in days: what a reader follows for months, and what they are at these days. */
const longHalfLifeDays = 90;
const shortHalfLifeDays = 2;
/** Part of the short-term vector in the joint one. */
const shortPart = 0.3;

/**
 * Long-term and short-term vectors (LSTUR's two views, by decay instead of training): `interests` holds the long one
 * and then the short one, `vector` joins them.
 */
export const longShortEncoder: HistoryEncoder = (history, options) => {
  const long = weightedMean(history, { ...options, halfLifeDays: longHalfLifeDays }).vector;
  const short = weightedMean(history, { ...options, halfLifeDays: shortHalfLifeDays }).vector;
  // After half a year away the short view underflows to nothing; the long one then stands alone.
  const interests = [long, short].filter((vector) => vector !== null);
  const vector = long && short ? weightedDirection([long, short], [1 - shortPart, shortPart], long.length) : long;
  return {
    vector,
    interests,
    meta: { encoder: 'longShort', entries: history.length, used: vector ? history.length : 0, conditioned: false },
  };
};
