import type { Item } from '../item.ts';
import type { Library } from './item-choice.ts';
import { type CastMember, rhythms } from './reader-cast.ts';
import { between, normal, type SeededRandom, weightedChoice, wholeBetween } from './seeded-random.ts';
import { dwellOf, interestsAt, isoSeconds, type SimulatedEvent, tenth } from './simulate-reader.ts';

const minute = 60_000;

/** The breaking news: item, and when it broke. */
const breakingNews = [
  { itemId: 'old-swing-bridge-sticks-open', from: '2026-03-16T07:05:00Z' },
  { itemId: 'old-grain-terminal-burns-silos', from: '2026-03-21T17:35:00Z' },
] as const;

const endOf = ({ event }: SimulatedEvent): number => Date.parse(event.at) + (event.dwellSeconds ?? 5) * 1000;

/** Puts a stretch of events in place of whatever the reader did meanwhile: nobody reads two things at once. */
function replaceMeanwhile(events: SimulatedEvent[], stretch: SimulatedEvent[]): SimulatedEvent[] {
  const from = Date.parse(stretch[0]!.event.at) - 2000;
  const until = endOf(stretch.at(-1)!) + 2000;
  return [...events.filter((other) => endOf(other) < from || Date.parse(other.event.at) > until), ...stretch];
}

/**
 * Breaking news as PHG-DIF (CIKM 2025) describes it: an item's popularity surges and pulls in readers who are not
 * interested otherwise. Nearly everybody opens it within a few hours, and many stay on for the updates.
 */
export function addSurges(
  member: CastMember,
  events: SimulatedEvent[],
  library: Library,
  random: SeededRandom,
): SimulatedEvent[] {
  let result = events;
  for (const news of breakingNews) {
    const item = library.items.find(({ id }) => id === news.itemId)!;
    result = result.filter(({ event }) => event.itemId !== item.id);
    if (random() < 0.06) continue;
    const delay = Math.min(240, -55 * Math.log(1 - random()));
    const at = Date.parse(news.from) + delay * minute;
    const staying = random() < 0.4 ? between(random, 1.5, 3) : 1;
    const dwellSeconds = tenth(staying * dwellOf(item, between(random, 0.6, 1), member.wordsPerMinute, random));
    const event = {
      userId: `reader-${member.name}`,
      itemId: item.id,
      at: isoSeconds(at),
      kind: 'click' as const,
      dwellSeconds,
      scroll: Math.round(between(random, 0.6, 1) * 100) / 100,
      sessionId: `${member.name}-news-${news.from.slice(8, 10)}`,
      device: 'phone',
    };
    const onInterest = interestsAt(member, at).has(library.topicOf.get(item.id)!);
    result = replaceMeanwhile(result, [{ event, noise: 'surge', onInterest, dwellMissing: false }]);
  }
  return result;
}

/** One reader opening many items in quick succession, whatever they are: a child at the screen, a restored set of tabs. */
export function addBursts(
  member: CastMember,
  events: SimulatedEvent[],
  library: Library,
  random: SeededRandom,
): SimulatedEvent[] {
  let result = events;
  for (let burst = 0; burst < member.bursts; burst++) {
    const reads = result.filter(({ noise }) => noise === null);
    let at = endOf(reads[wholeBetween(random, 5, reads.length - 1)]!) + between(random, 2, 20) * minute;
    const known = library.items.filter(({ publishedAt }) => Date.parse(publishedAt!) < at);
    const stretch: SimulatedEvent[] = [];
    const opened = new Set<Item>();
    const untimed = random() < 0.5;
    for (let click = wholeBetween(random, 12, 24); click > 0; click--) {
      const item = weightedChoice(random, known, (choice) => (opened.has(choice) ? 0 : 1))!;
      opened.add(item);
      const gapSeconds = between(random, 0.6, 2.6);
      stretch.push({
        event: {
          userId: `reader-${member.name}`,
          itemId: item.id,
          at: new Date(Math.round(at)).toISOString(),
          kind: 'click',
          ...(untimed ? {} : { dwellSeconds: tenth(gapSeconds) }),
          sessionId: `${member.name}-burst-${burst + 1}`,
          device: rhythms[member.rhythm].device,
        },
        noise: 'burst',
        onInterest: interestsAt(member, at).has(library.topicOf.get(item.id)!),
        dwellMissing: untimed,
      });
      at += gapSeconds * 1000;
    }
    result = replaceMeanwhile(result, stretch);
  }
  return result;
}

/** A few events delivered twice: the same in everything but the id. */
export function addDuplicates(events: SimulatedEvent[], random: SeededRandom): SimulatedEvent[] {
  const again = events.filter(({ noise, event }) => noise === null && event.kind === 'click' && random() < 0.012);
  return [...events, ...again.map((original) => ({ ...structuredClone(original), noise: 'duplicate' as const }))];
}

/** A program that fetches the list of items, newest first, at regular intervals, on three nights. */
export function simulateBot(userId: string, library: Library, random: SeededRandom): SimulatedEvent[] {
  const events: SimulatedEvent[] = [];
  for (const [run, night] of ['2026-03-11T03:00:00Z', '2026-03-18T03:00:00Z', '2026-03-25T03:00:00Z'].entries()) {
    let at = Date.parse(night);
    const listed = library.items
      .filter(({ publishedAt }) => Date.parse(publishedAt!) < at)
      .sort((left, right) => Date.parse(right.publishedAt!) - Date.parse(left.publishedAt!));
    for (const item of listed.slice(0, 60)) {
      events.push({
        event: {
          userId,
          itemId: item.id,
          at: new Date(Math.round(at)).toISOString(),
          kind: 'click',
          dwellSeconds: tenth(18 + 0.3 * normal(random)),
          scroll: 1,
          sessionId: `zip-${run + 1}`,
          device: 'desktop',
        },
        noise: 'bot',
        onInterest: false,
        dwellMissing: false,
      });
      at += 20_000 + 400 * normal(random);
    }
  }
  return events;
}
