import { describe, expect, it } from 'vitest';
import type { EventKind } from '../../datasets/event.ts';
import { typedFeedbackVectors } from '../../profiles/interests/typed-feedback.ts';
import { dot, unit } from '../../profiles/interests/vector.ts';
import type { DenoisedEvent } from '../../profiles/profile.ts';
import { click } from './simulated-log.ts';

const vectors = new Map<string, Float32Array>([
  ['football', Float32Array.of(1, 0, 0)],
  ['cup', unit([0.9, 0.3, 0])!],
  ['crime', Float32Array.of(0, 1, 0)],
  ['trial', unit([0.1, 0.9, 0.1])!],
  ['garden', Float32Array.of(0, 0, 1)],
]);
const vectorOf = (itemId: string) => vectors.get(itemId);
const act = (itemId: string, kind: EventKind, weight = kind === 'click' ? 0.6 : 1): DenoisedEvent => {
  const negative = kind === 'dislike' || kind === 'quick_close';
  const event = click(itemId, 0, { kind });
  return { event, weight: negative ? 0 : weight, reasons: [], ...(negative ? { aversion: weight } : {}) };
};
const clicks = [act('cup', 'click'), act('trial', 'click'), act('garden', 'click')];

describe('strong feedback teaches weak', () => {
  it('draws the profile towards clicks like what was shared', () => {
    const plain = typedFeedbackVectors(clicks, vectorOf);
    const taught = typedFeedbackVectors([...clicks, act('football', 'share')], vectorOf);
    const football = vectors.get('football')!;
    expect(dot(taught.positive!, football)).toBeGreaterThan(dot(plain.positive!, football) + 0.2);
    expect(plain.strongPositive).toBeNull();
    expect(plain.scores).toEqual([0.5, 0.5, 0.5]);
  });

  it('doubts clicks like what was disliked, and keeps the two directions apart', () => {
    const { scores, positive, negative } = typedFeedbackVectors(
      [...clicks, act('football', 'share'), act('crime', 'dislike')],
      vectorOf,
    );
    expect(scores[0]).toBeGreaterThan(0.6);
    expect(scores[1]).toBeLessThan(0.4);
    expect(scores[3]).toBeNull();
    const crime = vectors.get('crime')!;
    expect(dot(negative!, crime)).toBeGreaterThan(0.9);
    expect(dot(positive!, crime)).toBeLessThan(0.4);
  });

  it('knows nothing of a reader without events, and no negative side without dislikes', () => {
    const none = { positive: null, negative: null, strongPositive: null, strongNegative: null, scores: [] };
    expect(typedFeedbackVectors([], vectorOf)).toEqual(none);
    expect(typedFeedbackVectors(clicks, vectorOf).negative).toBeNull();
    expect(typedFeedbackVectors([act('nowhere', 'click')], vectorOf).positive).toBeNull();
  });

  it('leaves out clicks that denoising silenced', () => {
    const { positive, scores } = typedFeedbackVectors([act('cup', 'click'), act('crime', 'click', 0)], vectorOf);
    expect(scores).toEqual([0.5, null]);
    expect(dot(positive!, vectors.get('cup')!)).toBeCloseTo(1, 5);
  });
});
