import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  demoNewsroomAsOf,
  demoNewsroomFolder,
  loadDemoNewsroom,
  plantedNoiseKinds,
} from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { generateReaders } from '../../datasets/demo-newsroom/generate-readers.ts';

const { articles, olderItems, users, events, truth } = loadDemoNewsroom();
const items = new Map([...articles, ...olderItems].map((item) => [item.id, item]));
const readers = truth.readers.filter(({ kind }) => kind === 'reader');
const truthOf = new Map(truth.events.map((entry) => [entry.eventId, entry]));

describe('the demo newsroom has readers', () => {
  it('makes them anew with the same bytes', () => {
    for (const [fileName, text] of Object.entries(generateReaders())) {
      expect(readFileSync(join(demoNewsroomFolder, fileName), 'utf8') === text, fileName).toBe(true);
    }
  });

  it('has 24 of them, most with consent, and a bot and a newcomer beside them', () => {
    expect(readers).toHaveLength(24);
    expect(users.map(({ id }) => id)).toEqual(truth.readers.map(({ userId }) => userId));
    expect(new Set(users.map(({ id }) => id)).size).toBe(26);
    expect(users.filter(({ consent }) => consent === 'given').length).toBeGreaterThan(18);
  });

  it('gives each reader 30 to 200 events over three weeks, and the newcomer none', () => {
    for (const { userId, kind } of truth.readers) {
      const own = events.filter((event) => event.userId === userId);
      if (kind === 'newcomer') {
        expect(own).toHaveLength(0);
        continue;
      }
      expect(own.length, userId).toBeGreaterThanOrEqual(30);
      expect(own.length, userId).toBeLessThanOrEqual(200);
      const days = (Date.parse(own.at(-1)!.at) - Date.parse(own[0]!.at)) / 86_400_000;
      expect(days, userId).toBeGreaterThan(13);
      expect(days, userId).toBeLessThanOrEqual(22);
    }
  });

  it('lets nobody read what does not exist, has not appeared, or lies in the future', () => {
    for (const { id, itemId, at } of events) {
      const item = items.get(itemId);
      expect(item, id).toBeDefined();
      expect(Date.parse(at), id).toBeGreaterThanOrEqual(Date.parse(item!.publishedAt!));
      expect(Date.parse(at), id).toBeLessThan(Date.parse(demoNewsroomAsOf));
    }
    const times = events.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((left, right) => left - right));
  });

  it('leaves the full articles mostly unread', () => {
    const own = events.filter(({ userId }) => userId !== 'reader-zip');
    const ofArticles = own.filter(({ itemId }) => items.get(itemId)!.body !== undefined);
    expect(ofArticles.length / own.length).toBeLessThan(0.06);
  });
});

describe('the demo newsroom knows the truth about its readers', () => {
  it('has one truth for each event, and plants every kind of noise', () => {
    expect(truth.events.map(({ eventId }) => eventId)).toEqual(events.map(({ id }) => id));
    expect(truthOf.size).toBe(events.length);
    for (const kind of plantedNoiseKinds)
      expect(truth.events.filter(({ noise }) => noise === kind).length).toBeGreaterThan(5);
    const missing = events.filter(({ id, kind }) => kind === 'click' && truthOf.get(id!)!.dwellMissing);
    expect(missing.length).toBeGreaterThan(10);
    for (const event of events) if (truthOf.get(event.id!)!.dwellMissing) expect(event.dwellSeconds).toBeUndefined();
  });

  it('gives each reader several interests whose shares sum to 1, and real reads that follow them', () => {
    for (const { userId, interests } of readers) {
      expect(interests.length, userId).toBeGreaterThanOrEqual(3);
      expect(interests.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 3);
      const real = events.filter((event) => event.userId === userId && truthOf.get(event.id!)!.noise === null);
      const reads = real.filter(({ kind }) => kind === 'click' || kind === 'finish');
      const own = reads.filter(({ id }) => truthOf.get(id!)!.onInterest);
      expect(own.length / reads.length, userId).toBeGreaterThan(0.6);
    }
  });

  it('lets breaking news reach nearly everybody within hours', () => {
    const surging = events.filter(({ id }) => truthOf.get(id!)!.noise === 'surge');
    expect(surging.length).toBeGreaterThan(0);
    for (const itemId of new Set(surging.map((event) => event.itemId))) {
      const clicks = surging.filter((event) => event.itemId === itemId);
      expect(new Set(clicks.map(({ userId }) => userId)).size).toBeGreaterThan(18);
      const hours = (Date.parse(clicks.at(-1)!.at) - Date.parse(clicks[0]!.at)) / 3_600_000;
      expect(hours).toBeLessThan(6);
    }
  });

  it('makes dwell follow length and the reader’s own speed', () => {
    const pace = (userId: string) => {
      const seconds = events.filter((event) => {
        const { noise } = truthOf.get(event.id!)!;
        return event.userId === userId && noise === null && event.kind === 'finish' && event.dwellSeconds !== undefined;
      });
      const words = seconds.reduce((sum, { itemId }) => sum + (items.get(itemId)!.wordCount ?? 250), 0);
      return words / (seconds.reduce((sum, { dwellSeconds }) => sum + dwellSeconds!, 0) / 60);
    };
    const bySpeed = [...readers].sort((left, right) => left.wordsPerMinute! - right.wordsPerMinute!);
    const mean = (group: typeof readers) => group.reduce((sum, { userId }) => sum + pace(userId), 0) / group.length;
    expect(mean(bySpeed.slice(0, 8))).toBeLessThan(mean(bySpeed.slice(-8)));
  });
});
