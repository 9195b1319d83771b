import type { Event } from '../event.ts';
import type { Item } from '../item.ts';
import type { EventTruth } from './demo-newsroom.ts';
import { chooseItem, type Library } from './item-choice.ts';
import { type CastMember, type Rhythm, rhythms } from './reader-cast.ts';
import { between, normal, type SeededRandom, weightedChoice, wholeBetween } from './seeded-random.ts';

/** An event as it is being made, with its truth; ids are given when all are known. */
export interface SimulatedEvent {
  event: Event;
  noise: EventTruth['noise'];
  onInterest: boolean;
  dwellMissing: boolean;
}

export const firstMoment = Date.parse('2026-03-08T00:00:00Z');
export const lastMoment = Date.parse('2026-03-29T17:45:00Z');
export const newInterestFrom = Date.parse('2026-03-22T00:00:00Z');
const day = 86_400_000;

export const isoSeconds = (milliseconds: number): string =>
  new Date(Math.round(milliseconds / 1000) * 1000).toISOString().replace('.000', '');
export const wordsOf = (item: Item): number => item.wordCount ?? item.body!.split(/\s+/).length;
export const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;

/** Weights of a reader's sub-topics at a moment. */
export function interestsAt(member: CastMember, at: number): Map<string, number> {
  const weights = new Map(Object.entries(member.interests));
  if (member.newInterest && at >= newInterestFrom) {
    // A fresh interest crowds out about half of the old ones.
    weights.set(
      member.newInterest,
      [...weights.values()].reduce((sum, weight) => sum + weight, 0),
    );
  }
  return weights;
}

/** Starts of the reader's sessions, in order: more on the days and at the hours of the reader's rhythm. */
function sessionStarts(member: CastMember, sessions: number, random: SeededRandom): number[] {
  const rhythm: Rhythm = rhythms[member.rhythm];
  const days = Array.from({ length: 22 }, (_, index) => firstMoment + index * day);
  const isWeekend = (at: number) => [0, 6].includes(new Date(at).getUTCDay());
  const total = (at: number) => {
    const hours = isWeekend(at) ? rhythm.weekend : rhythm.weekday;
    return hours.reduce((sum, [, weight]) => sum + weight, 0);
  };
  const starts: number[] = [];
  while (starts.length < sessions) {
    const date = weightedChoice(random, days, total)!;
    const [hour] = weightedChoice(random, isWeekend(date) ? rhythm.weekend : rhythm.weekday, ([, weight]) => weight)!;
    const at = date + (hour + 0.35 * normal(random)) * 3_600_000;
    const apart = starts.every((other) => Math.abs(other - at) > 3_600_000);
    if (at > firstMoment && at < lastMoment - 3_600_000 && apart) starts.push(at);
  }
  return starts.sort((left, right) => left - right);
}

/** Seconds a reader keeps an item open who reads the share `depth` of it, at a pace that varies by about a quarter. */
export function dwellOf(item: Item, depth: number, wordsPerMinute: number, random: SeededRandom): number {
  const reading = (60 * wordsOf(item) * depth) / wordsPerMinute;
  return tenth((reading + between(random, 2, 5)) * Math.exp(0.25 * normal(random)));
}

/** How far a reader gets: most read to the end, attention flags beyond a few hundred words, some only skim. */
function depthOf(item: Item, onInterest: boolean, random: SeededRandom): number {
  const skims = random() < (onInterest ? 0.06 : 0.2);
  const stamina = Math.min(1, between(random, 300, 900) / wordsOf(item));
  return (skims ? between(random, 0.15, 0.4) : between(random, 0.7, 1)) * stamina;
}

/** Everything one reader does of their own accord, and the bounces among it, in order of time. */
export function simulateReader(member: CastMember, library: Library, random: SeededRandom): SimulatedEvent[] {
  const userId = `reader-${member.name}`;
  const bounces = Math.round(member.reads * member.bounceRate);
  const planned = member.reads + bounces;
  const starts = sessionStarts(member, Math.min(60, Math.ceil(planned / 3.4)), random);
  const seen = new Set<string>();
  const events: SimulatedEvent[] = [];
  const { device } = rhythms[member.rhythm];

  for (const [session, start] of starts.entries()) {
    const sessionId = `${member.name}-${session + 1}`;
    const share = (planned * (session + 1)) / starts.length - (planned * session) / starts.length;
    const visits = Math.max(1, Math.round(share * between(random, 0.6, 1.4)));
    let at = start;
    let mood: string | undefined;
    for (let visit = 0; visit < visits; visit++) {
      const weights = interestsAt(member, at);
      const bounced = random() < member.bounceRate / (1 + member.bounceRate);
      const curious = !bounced && random() < 0.06;
      const topicWanted =
        mood && random() < 0.5 ? mood : weightedChoice(random, [...weights.keys()], (topic) => weights.get(topic)!)!;
      const purpose = bounced ? 'bounce' : curious ? 'curiosity' : 'interest';
      const item = chooseItem({ library, at, seen, interests: weights, purpose, topicWanted }, random);
      if (!item) continue;
      seen.add(item.id);
      const onInterest = weights.has(library.topicOf.get(item.id)!);
      if (onInterest) mood = topicWanted;
      const base = { userId, itemId: item.id, sessionId, device };
      const depth = bounced ? 0 : depthOf(item, onInterest, random);
      const dwellSeconds = bounced ? tenth(between(random, 1, 4)) : dwellOf(item, depth, member.wordsPerMinute, random);
      const scroll = hundredth(
        Math.min(1, bounced ? between(random, 0, 0.15) : depth + 0.05 * Math.abs(normal(random))),
      );
      const finished = !bounced && depth > 0.85 && random() < 0.3;
      const kind = bounced && random() < 0.35 ? 'quick_close' : finished ? 'finish' : 'click';
      const dwellMissing = !bounced && random() < 0.04;
      events.push({
        event: { ...base, at: isoSeconds(at), kind, ...(dwellMissing ? {} : { dwellSeconds, scroll }) },
        noise: bounced ? 'short' : null,
        onInterest,
        dwellMissing,
      });
      at += dwellSeconds * 1000;
      if (finished && random() < 0.3) {
        at += between(random, 1000, 6000);
        const reaction = random() < 0.4 ? 'share' : 'like';
        events.push({
          event: { ...base, at: isoSeconds(at), kind: reaction },
          noise: null,
          onInterest,
          dwellMissing: true,
        });
      }
      at += between(random, 4000, 35_000);
      if (random() < 0.08) {
        const shown = library.items.filter((other) => !seen.has(other.id) && Date.parse(other.publishedAt!) < at);
        const passed = shown[wholeBetween(random, 0, shown.length - 1)]!;
        events.push({
          event: { ...base, itemId: passed.id, at: isoSeconds(at), kind: 'impression' },
          noise: null,
          onInterest: weights.has(library.topicOf.get(passed.id)!),
          dwellMissing: true,
        });
      }
    }
  }
  return events;
}
