import { between, type SeededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import type { SimulationValues } from './parameters.ts';
import type { SimulatedEvent } from './simulated-event.ts';

/**
 * What the way from the reader to the log does to real clicks: some are reported twice (a retry, or an early report
 * before the dwell is complete), some lose their dwell. Of two reports the later, or the less complete, is the duplicate.
 */
export function withFaults(
  events: readonly SimulatedEvent[],
  values: SimulationValues,
  random: SeededRandom,
): SimulatedEvent[] {
  return events.flatMap((event) => {
    if (event.kind !== 'click' || event.noise === 'bot') return [event];
    const lost = random() < values.missingShare;
    const sent = lost ? { ...event, dwell: undefined } : event;
    if (event.noise !== null || random() >= values.duplicateShare) return [sent];
    const delay = 1000 * between(random, 0.05, values.duplicateSeconds);
    if (random() < 0.5 || lost) return [sent, { ...sent, at: event.at + delay, noise: 'duplicate' as const }];
    const early = { ...event, dwell: Math.min(event.dwell!, 1) * random(), noise: 'duplicate' as const };
    return [early, { ...event, at: event.at + delay }];
  });
}
