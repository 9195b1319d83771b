import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { User } from '../user.ts';
import { demoNewsroomFolder, loadDemoItems, loadDemoTopics, type ReaderTruth } from './demo-newsroom.ts';
import type { Library } from './item-choice.ts';
import { addBursts, addDuplicates, addSurges, simulateBot } from './planted-noise.ts';
import { type CastMember, cast } from './reader-cast.ts';
import { seededRandom } from './seeded-random.ts';
import { isoSeconds, newInterestFrom, type SimulatedEvent, simulateReader } from './simulate-reader.ts';

const seed = 'vellmark 2026';

function openLibrary(): Library {
  const { articles, olderItems } = loadDemoItems();
  const items = [...olderItems, ...articles];
  const topicOf = new Map(Object.entries(loadDemoTopics()));
  const categoryOfTopic = new Map(items.map((item) => [topicOf.get(item.id)!, item.category!]));
  return { items, topicOf, categoryOfTopic };
}

/** Shares over the whole time: a new interest counts for the part of the three weeks in which it was there. */
function readerTruth(member: CastMember, library: Library): ReaderTruth {
  const old = Object.entries(member.interests);
  const total = old.reduce((sum, [, weight]) => sum + weight, 0);
  const newShare = member.newInterest ? 0.5 * (8 / 22) : 0;
  const rounded = (share: number) => Math.round(share * 10_000) / 10_000;
  const interests: ReaderTruth['interests'] = old.map(([topic, weight]) => ({
    category: library.categoryOfTopic.get(topic)!,
    topic,
    share: rounded(((1 - newShare) * weight) / total),
  }));
  if (member.newInterest) {
    const category = library.categoryOfTopic.get(member.newInterest)!;
    const since = isoSeconds(newInterestFrom);
    interests.push({ category, topic: member.newInterest, share: rounded(newShare), since });
  }
  const { wordsPerMinute, rhythm } = member;
  return { userId: `reader-${member.name}`, kind: 'reader', interests, wordsPerMinute, rhythm };
}

/** The four files of the readers, by name: the same bytes every time. */
export function generateReaders(): Record<string, string> {
  const library = openLibrary();
  const users: User[] = [];
  const readers: ReaderTruth[] = [];
  const everything: SimulatedEvent[] = [];

  for (const member of cast) {
    const random = seededRandom(`${seed} ${member.name}`);
    const own = simulateReader(member, library, random);
    const withSurges = addSurges(member, own, library, random);
    const withBursts = addBursts(member, withSurges, library, random);
    everything.push(...addDuplicates(withBursts, random));
    users.push({ id: `reader-${member.name}`, consent: 'given', ageBand: 'adult', rules: [], ...member.user });
    readers.push(readerTruth(member, library));
  }
  everything.push(...simulateBot('reader-zip', library, seededRandom(`${seed} zip`)));
  for (const [id, kind] of [
    ['reader-zip', 'bot'],
    ['reader-new', 'newcomer'],
  ] as const) {
    users.push({ id, consent: 'unknown', ageBand: 'unknown', rules: [] });
    readers.push({ userId: id, kind, interests: [], wordsPerMinute: null, rhythm: 'none' });
  }

  const inOrder = everything
    .map((entry, index) => ({ ...entry, index, time: Date.parse(entry.event.at) }))
    .sort((left, right) => left.time - right.time || left.index - right.index);
  const counts = new Map<string, number>();
  const events: unknown[] = [];
  const truth: unknown[] = [];
  for (const { event, noise, onInterest, dwellMissing } of inOrder) {
    const count = (counts.get(event.userId) ?? 0) + 1;
    counts.set(event.userId, count);
    const id = `event-${event.userId.replace('reader-', '')}-${String(count).padStart(3, '0')}`;
    events.push({ id, ...event });
    truth.push({ eventId: id, noise, onInterest, dwellMissing });
  }
  const lines = (records: unknown[]) => `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
  return {
    'users.jsonl': lines(users),
    'events.jsonl': lines(events),
    'truth.jsonl': lines(truth),
    'reader-truth.jsonl': lines(readers),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [fileName, text] of Object.entries(generateReaders())) {
    writeFileSync(join(demoNewsroomFolder, fileName), text);
  }
}
