import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../datasets/event.ts';
import { simulateLog } from '../../evaluation/simulation/simulate-log.ts';

const share = (part: number, whole: number) => part / whole;

describe('simulated logs hold the noise they state', () => {
  const log = simulateLog({ readers: 120, seed: 'a' });
  const clicks = log.truth.filter((_, index) => log.events[index]!.kind === 'click');

  it('is the same for the same seed, and another for another', () => {
    expect(simulateLog({ readers: 120, seed: 'a' }).events).toEqual(log.events);
    expect(simulateLog({ readers: 120, seed: 'b' }).events).not.toEqual(log.events);
  });

  it('gives events that a workspace would accept, and a truth for each', () => {
    for (const [index, event] of log.events.entries()) {
      expect(eventSchema.safeParse(event).success).toBe(true);
      expect(log.truth[index]!.eventId).toBe(event.id);
    }
  });

  it('holds about as many bounces, duplicates and lost dwells as asked for', () => {
    const bounces = clicks.filter(({ noise }) => noise === 'short').length;
    const real = clicks.filter(({ noise }) => noise === null).length;
    // Sessions with tabs hold no bounces.
    expect(share(bounces, bounces + real)).toBeGreaterThan(0.16);
    expect(share(bounces, bounces + real)).toBeLessThan(0.21);
    const duplicates = clicks.filter(({ noise }) => noise === 'duplicate').length;
    expect(share(duplicates, real)).toBeGreaterThan(0.012);
    expect(share(duplicates, real)).toBeLessThan(0.028);
    const none = simulateLog({ readers: 40, seed: 'c', values: { missingShare: 1 } });
    const people = none.events.filter(({ kind, userId }) => kind === 'click' && userId.startsWith('reader'));
    expect(people.every(({ dwellSeconds }) => dwellSeconds === undefined)).toBe(true);
  });

  it('lets readers read by their true interests', () => {
    const topics = new Map(log.newsroom.items.map(({ id, topic }) => [id, topic]));
    for (const reader of log.readers.slice(0, 20)) {
      const read = log.events.filter(({ userId }, index) => userId === reader.userId && !log.truth[index]!.noise);
      for (const { itemId } of read) {
        const topic = topics.get(itemId)!;
        // What a reader dislikes need not be of their interests.
        const disliked = log.events.some((event) => event.kind === 'dislike' && event.itemId === itemId);
        expect(disliked || reader.interests[topic]! > 0).toBe(true);
      }
    }
  });
});
