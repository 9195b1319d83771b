import { normal, type SeededRandom, wholeBetween } from '../../datasets/demo-newsroom/seeded-random.ts';
import { pickItem, type SimulatedNewsroom } from './newsroom.ts';
import type { SimulationValues } from './parameters.ts';
import { readingSeconds, type SimulatedReader } from './reader.ts';
import type { SimulatedEvent } from './simulated-event.ts';

/** Breaking news draws a reader whatever they care for, soon after it is out (PHG-DIF's item-level burst). */
export function crowdClicks(
  reader: SimulatedReader,
  newsroom: SimulatedNewsroom,
  values: SimulationValues,
  random: SeededRandom,
): SimulatedEvent[] {
  return newsroom.items
    .filter(({ breaking }) => breaking && random() < values.surgeReach)
    .map((item): SimulatedEvent => {
      const at = item.published - Math.log(1 - random()) * values.surgeHours * 3_600_000;
      const seconds = readingSeconds(reader, item.words, random);
      return {
        userId: reader.userId,
        item,
        at,
        kind: 'click',
        trueDwell: seconds,
        dwell: seconds,
        noise: 'surge',
      };
    })
    .filter(({ at }) => at < newsroom.end);
}

/** One click after another on whatever is out, each page replaced by the next before it could be read. */
export function burstClicks(
  reader: SimulatedReader,
  newsroom: SimulatedNewsroom,
  values: SimulationValues,
  random: SeededRandom,
): SimulatedEvent[] {
  const bursts = Math.floor(2 * values.burstsPerReader * random() + random());
  return Array.from({ length: bursts }, () => {
    let at = newsroom.start + random() * (newsroom.end - newsroom.start - 3_600_000);
    const events: SimulatedEvent[] = [];
    const clicks = wholeBetween(random, 6, 20);
    while (events.length < clicks) {
      const item = pickItem(newsroom, null, at, ({ id }) => events.every((event) => event.item.id !== id), random);
      if (!item) break;
      const gap = values.burstGapSeconds * Math.exp(0.3 * normal(random));
      events.push({ userId: reader.userId, item, at, kind: 'click', trueDwell: gap, dwell: gap, noise: 'burst' });
      at += 1000 * gap;
    }
    return events;
  }).flat();
}
