import { unit, weightedDirection } from '../../profiles/interests/vector.ts';
import type { DenoisedEvent } from '../../profiles/profile.ts';
import { bootstrapUsers, type Interval, meanOf } from '../profiles/bootstrap-users.ts';
import { dimensions } from '../simulation/newsroom.ts';
import type { SimulatedLog } from '../simulation/simulate-log.ts';
import { distanceOfShares, topicShares } from './interest-nearness.ts';

export interface PairedFigure {
  readonly raw: Interval;
  readonly denoised: Interval;
  /** Denoised minus raw, reader by reader. */
  readonly difference: Interval;
}

/** How near profiles come to true interests, over readers with at least one act. */
export interface SimulatedNearness {
  readonly readers: number;
  /** Total variation distance of topic shares from the true ones; the smaller the nearer. */
  readonly shareDistance: PairedFigure;
  /** Cosine of the profile's vector with the true mix of topic directions; the greater the nearer. */
  readonly cosine: PairedFigure;
  /** By how much the mean distance of shares is smaller, as a share of the raw one. */
  readonly nearer: number;
}

/** Compares raw and denoised profiles of simulated readers with their truth, 95 % intervals by bootstrap over readers. */
export function simulatedNearness(log: SimulatedLog, denoised: readonly DenoisedEvent[]): SimulatedNearness {
  const { newsroom, readers } = log;
  const items = new Map(newsroom.items.map((item) => [item.id, item]));
  const topicOf = (itemId: string) => newsroom.topicNames[items.get(itemId)!.topic]!;
  const byUser = new Map<string, DenoisedEvent[]>();
  for (const event of denoised) {
    const list = byUser.get(event.event.userId);
    if (list) list.push(event);
    else byUser.set(event.event.userId, [event]);
  }
  const rows = readers.flatMap(({ userId, interests }) => {
    const events = byUser.get(userId);
    if (!events) return [];
    const shares = new Map(interests.map((share, topic) => [newsroom.topicNames[topic]!, share]));
    const mix = weightedDirection([...newsroom.directions], [...interests], dimensions)!;
    const distance = (weighing: 'raw' | 'denoised') => distanceOfShares(topicShares(events, topicOf, weighing), shares);
    const cosine = (weightOf: (event: DenoisedEvent) => number) => {
      const vectors = events.map(({ event }) => items.get(event.itemId)!.vector);
      const profile =
        weightedDirection(vectors, events.map(weightOf), dimensions) ?? unit(new Float32Array(dimensions));
      return profile ? profile.reduce((sum, value, place) => sum + value * mix[place]!, 0) : 0;
    };
    return [
      {
        distance: { raw: distance('raw'), denoised: distance('denoised') },
        cosine: {
          raw: cosine(({ event }) => (event.kind === 'impression' ? 0 : 1)),
          denoised: cosine(({ weight }) => weight),
        },
      },
    ];
  });
  const paired = (name: 'distance' | 'cosine'): PairedFigure => {
    const interval = (pick: (row: (typeof rows)[number]) => number) =>
      bootstrapUsers(
        rows.map((row) => [pick(row)]),
        meanOf,
      );
    return {
      raw: interval((row) => row[name].raw),
      denoised: interval((row) => row[name].denoised),
      difference: interval((row) => row[name].denoised - row[name].raw),
    };
  };
  const shareDistance = paired('distance');
  const { raw, denoised: left } = shareDistance;
  return {
    readers: rows.length,
    shareDistance,
    cosine: paired('cosine'),
    nearer: raw.value ? 1 - left.value! / raw.value : 0,
  };
}
