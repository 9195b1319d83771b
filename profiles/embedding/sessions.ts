import { weightedDirection } from '../interests/vector.ts';
import { decayedWeights, inOrderOfTime } from './decayed-weights.ts';
import type { HistoryEncoder, HistoryEntry } from './encoder.ts';

/** A gap longer than this ends a session (web analytics practice). */
export const sessionGapMilliseconds = 30 * 60_000;
/** Sessions that the encoder looks back on. */
const mostSessions = 64;

/** Cuts a history at gaps longer than 30 minutes, oldest session first. */
export function sessionsOf(history: readonly HistoryEntry[], gap = sessionGapMilliseconds): HistoryEntry[][] {
  const sessions: HistoryEntry[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const entry of inOrderOfTime(history)) {
    if (entry.at - last > gap) sessions.push([]);
    sessions.at(-1)!.push(entry);
    last = entry.at;
  }
  return sessions;
}

/**
 * First within sessions, then across them (the two steps of SessionRec, 2502.10157, without its trained layers): a
 * session's vector is the weighted mean of its readings; sessions count by the root of their weight, so that one long
 * evening does not drown many short visits. The last 64 sessions.
 */
export const sessionEncoder: HistoryEncoder = (history, options) => {
  const sessions = sessionsOf(history).slice(-mostSessions);
  const vectors: Float32Array[] = [];
  const weights: number[] = [];
  let used = 0;
  for (const session of sessions) {
    const decayed = decayedWeights(session, options);
    const vector = weightedDirection(
      session.map((entry) => entry.vector),
      decayed,
      session[0]!.vector.length,
    );
    if (!vector) continue;
    vectors.push(vector);
    weights.push(Math.sqrt(decayed.reduce((sum, weight) => sum + weight, 0)));
    used += session.length;
  }
  return {
    vector: vectors.length > 0 ? weightedDirection(vectors, weights, vectors[0]!.length) : null,
    interests: [],
    meta: { encoder: 'sessions', entries: history.length, used, conditioned: false },
  };
};
