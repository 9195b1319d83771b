import { normal, type SeededRandom, wholeBetween } from '../../datasets/demo-newsroom/seeded-random.ts';
import type { SimulatedNewsroom } from './newsroom.ts';
import type { SimulationValues } from './parameters.ts';
import type { SimulatedEvent } from './simulated-event.ts';

/**
 * A machine's clicks in one to three runs: a regular one keeps an interval of 5 s to 5 min with little jitter, a fast
 * one clicks at random gaps no person could. Half of each report the gap as dwell, half report none.
 */
export function machineClicks(
  userId: string,
  manner: 'regular' | 'fast',
  newsroom: SimulatedNewsroom,
  values: SimulationValues,
  random: SeededRandom,
): SimulatedEvent[] {
  const reportsDwell = random() < 0.5;
  const interval = 5 * Math.exp(random() * Math.log(60));
  return Array.from({ length: wholeBetween(random, 1, 3) }, () => {
    const clicks = wholeBetween(random, 100, 300);
    let at = newsroom.start + random() * (newsroom.end - newsroom.start - 100_000_000);
    return Array.from({ length: clicks }, (): SimulatedEvent => {
      const gap =
        manner === 'regular'
          ? Math.max(0.1, interval * (1 + values.botJitter * normal(random)))
          : 0.01 - Math.log(1 - random()) * values.botGapSeconds;
      const item = newsroom.items[Math.floor(random() * newsroom.items.length)]!;
      const event: SimulatedEvent = {
        userId,
        item,
        at,
        kind: 'click',
        trueDwell: gap,
        dwell: reportsDwell ? gap : undefined,
        noise: 'bot',
      };
      at += 1000 * gap;
      return event;
    });
  }).flat();
}
