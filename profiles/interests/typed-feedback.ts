import type { DenoisedEvent } from '../profile.ts';
import { dot, unit, weightedDirection } from './vector.ts';

/** Acts that say by themselves what a reader wants, or does not; the rest are weak. */
const strongPositive = new Set(['share', 'finish', 'like']);
const strongNegative = new Set(['dislike', 'quick_close']);

export interface TypedFeedbackOptions {
  /** Sharpness of the pull; the softmax is over cosine / temperature. Chosen. */
  readonly temperature?: number;
  /** Stands in for `p` where a reader has no strong positive act: everyone's mean direction, say. */
  readonly prior?: Float32Array | null;
}

export interface TypedFeedbackVectors {
  /** `u⁺`: what the reader wants, unit; null when there is nothing to go by. */
  readonly positive: Float32Array | null;
  /** `u⁻`: what the reader does not want, unit; null without any strong negative act. */
  readonly negative: Float32Array | null;
  /** `p` and `q`: what strong acts alone say, unit or null. */
  readonly strongPositive: Float32Array | null;
  readonly strongNegative: Float32Array | null;
  /** For each event in order: `σ(cos(x, p) − cos(x, q))` for a weak one, 0..1; null where it has no say. */
  readonly scores: readonly (number | null)[];
}

/**
 * Strong feedback teaches weak (form of FeedRec, methods 1.2, without learnt matrices: W_p = W_n = I). `p` pools shares,
 * finishes and likes by weight, `q` dislikes and quick closes by aversion; each click `x_i` of weight `w_i` gets
 * `a⁺_i ∝ w_i·exp(cos(x_i, p)/τ)` and `a⁻_i ∝ w_i·exp(cos(x_i, q)/τ)`; `u⁺ = Σ a⁺ x` joins `p` by the weight that stands
 * behind each. `u⁻` is `q` joined likewise with clicks nearer to `q` than to `p` only: a click is no dislike.
 * Without strong acts `u⁺` is the plain weighted direction (or drawn to the prior).
 * @param vectorOf unit vector of an item, or undefined when unknown; such events are passed over
 */
export function typedFeedbackVectors(
  events: readonly DenoisedEvent[],
  vectorOf: (itemId: string) => Float32Array | undefined,
  { temperature = 0.2, prior = null }: TypedFeedbackOptions = {},
): TypedFeedbackVectors {
  const known = events.map((event) => ({ ...event, kind: event.event.kind, vector: vectorOf(event.event.itemId) }));
  const liked = pool(known.filter(({ kind, weight }) => strongPositive.has(kind) && weight > 0));
  const disliked = pool(
    known
      .filter(({ kind, aversion }) => strongNegative.has(kind) && (aversion ?? 0) > 0)
      .map((event) => ({ ...event, weight: event.aversion! })),
  );
  const p = liked.direction;
  const q = disliked.direction;
  const scores = known.map(({ kind, weight, vector }) => {
    if (kind !== 'click' || weight <= 0 || !vector) return null;
    return 1 / (1 + Math.exp((q ? dot(vector, q) : 0) - (p ? dot(vector, p) : 0)));
  });
  const weak = known.filter((_, index) => scores[index] !== null);
  const aversive = q ? known.filter((_, index) => scores[index] !== null && scores[index]! < 0.5) : [];
  return {
    positive: joined(liked, drawn(weak, p ?? prior, temperature)),
    negative: q ? joined(disliked, drawn(aversive, q, temperature)) : null,
    strongPositive: p,
    strongNegative: q,
    scores,
  };
}

interface Weighed {
  readonly weight: number;
  readonly vector: Float32Array | undefined;
}

interface Pool {
  /** Unit, or null for an empty pool or one that cancels out. */
  readonly direction: Float32Array | null;
  readonly weight: number;
}

function pool(events: readonly Weighed[]): Pool {
  const known = events.filter((event): event is Weighed & { vector: Float32Array } => event.vector !== undefined);
  if (known.length === 0) return { direction: null, weight: 0 };
  const weights = known.map(({ weight }) => weight);
  const vectors = known.map(({ vector }) => vector);
  const weight = weights.reduce((sum, value) => sum + value, 0);
  return { direction: weightedDirection(vectors, weights, vectors[0]!.length), weight };
}

/** Pools by weight and nearness to a teacher; what stands behind the pool is the plain sum of weights. */
function drawn(events: readonly Weighed[], teacher: Float32Array | null, temperature: number): Pool {
  if (!teacher) return pool(events);
  // The cosine is at most 1, so subtracting it keeps the exponential from overflowing.
  const attended = events.map(({ weight, vector }) => ({
    weight: vector ? weight * Math.exp((dot(vector, teacher) - 1) / temperature) : 0,
    vector,
  }));
  return { direction: pool(attended).direction, weight: events.reduce((sum, { weight }) => sum + weight, 0) };
}

function joined(strong: Pool, weak: Pool): Float32Array | null {
  if (!strong.direction || !weak.direction) return strong.direction ?? weak.direction;
  const { direction, weight } = strong;
  return unit(direction.map((value, place) => weight * value + weak.weight * weak.direction![place]!));
}
