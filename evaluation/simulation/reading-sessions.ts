import { between, normal, type SeededRandom, wholeBetween } from '../../datasets/demo-newsroom/seeded-random.ts';
import { pickItem, type SimulatedItem, type SimulatedNewsroom } from './newsroom.ts';
import type { SimulationValues } from './parameters.ts';
import { interestingTopic, readingSeconds, type SimulatedReader } from './reader.ts';
import type { SimulatedEvent } from './simulated-event.ts';

const dayMilliseconds = 86_400_000;
/** Clicks of a session, mean. */
const sessionClicks = 4;

/** What a person does over the days: sessions of reading, some with bounces, some with tabs opened first. */
export function readingSessions(
  reader: SimulatedReader,
  newsroom: SimulatedNewsroom,
  values: SimulationValues,
  random: SeededRandom,
): SimulatedEvent[] {
  const events: SimulatedEvent[] = [];
  const read = new Set<string>();
  const unread = (item: SimulatedItem) => !item.breaking && (!read.has(item.id) || random() < 0.02);
  const sessions = values.clicksPerReader / sessionClicks;
  for (let day = 0; day < values.days; day++) {
    const today = Math.floor(sessions / values.days + random());
    for (let nth = 0; nth < today; nth++) {
      const hour = reader.favouriteHours[Math.floor(random() * reader.favouriteHours.length)]! + normal(random);
      let at = newsroom.start + day * dayMilliseconds + hour * 3_600_000;
      const tabs = random() < values.tabSessions;
      const clicks = tabs
        ? wholeBetween(random, 3, 6)
        : 1 + Math.floor(-Math.log(1 - random()) * (sessionClicks - 0.5));
      for (let click = 0; click < clicks && at < newsroom.end; click++) {
        const bounce = !tabs && random() < values.bounceShare;
        // A misleading headline draws from any topic.
        const topic = bounce ? null : interestingTopic(reader, random);
        const item = pickItem(newsroom, topic, at, unread, random);
        if (!item) continue;
        read.add(item.id);
        const seconds = bounce
          ? values.bounceSeconds * Math.exp(0.45 * normal(random))
          : readingSeconds(reader, item.words, random);
        events.push(...actsOn(reader.userId, item, at, seconds, bounce, values, random));
        const looksAround = values.betweenItemsSeconds * Math.exp(0.8 * normal(random));
        at += 1000 * (tabs ? between(random, 1, 3) : seconds + looksAround);
      }
    }
  }
  return events;
}

/** The click, and seldom what the reader says about it on purpose. */
function actsOn(
  userId: string,
  item: SimulatedItem,
  at: number,
  seconds: number,
  bounce: boolean,
  values: SimulationValues,
  random: SeededRandom,
): SimulatedEvent[] {
  const idle = !bounce && random() < values.idleTabs;
  const dwell = idle ? seconds + between(random, 3600, 20_000) : seconds;
  const click: SimulatedEvent = {
    userId,
    item,
    at,
    kind: 'click',
    trueDwell: seconds,
    dwell,
    noise: bounce ? 'short' : null,
  };
  const after = at + 1000 * seconds;
  const said = random();
  if (bounce) return said < 0.02 ? [click, { userId, item, at: after, kind: 'dislike', noise: null }] : [click];
  if (said < 0.02) return [click, { userId, item, at: after, kind: 'like', noise: null }];
  if (said < 0.03) return [click, { userId, item, at: after, kind: 'share', noise: null }];
  return [click];
}
