import type { StoredEvent } from '../../profiles/profile.ts';

/** A small generator with a seed (mulberry32), so that every run sees the same readers. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const monday = Date.parse('2026-03-02T00:00:00Z');

let serial = 0;
/** A click at so many seconds after Monday midnight. */
export function click(itemId: string, second: number, more: Partial<StoredEvent> = {}): StoredEvent {
  serial++;
  return {
    id: `event-${String(serial).padStart(6, '0')}`,
    userId: 'reader',
    itemId,
    at: new Date(monday + second * 1000).toISOString(),
    kind: 'click',
    ...more,
  };
}

/**
 * Readers without any noise: each reads at a speed of their own, three weeks long, in sessions at their own hours, and
 * stays for most of an item or gives it a fair share of its time.
 */
export function cleanLog(
  seed: number,
  readers = 40,
  items = 400,
): { events: StoredEvent[]; words: Map<string, number> } {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const words = new Map<string, number>();
  for (let item = 0; item < items; item++) words.set(`item-${item}`, Math.round(40 + random() * 560));
  const events: StoredEvent[] = [];
  for (let reader = 0; reader < readers; reader++) {
    const wordsPerSecond = (238 / 60) * Math.exp(0.2 * normal());
    const favouriteHour = 6 + Math.floor(random() * 16);
    for (let day = 0; day < 21; day++) {
      if (random() < 0.4) continue;
      let second = day * 86_400 + favouriteHour * 3600 + random() * 5400;
      const clicks = 1 + Math.floor(random() * 7);
      for (let nth = 0; nth < clicks; nth++) {
        const itemId = `item-${Math.floor(random() ** 1.5 * items)}`;
        const share = 0.45 + 0.55 * random();
        const dwellSeconds = Math.max(4, (share * Math.min(words.get(itemId)!, 400)) / wordsPerSecond);
        events.push(
          click(itemId, second, { userId: `reader-${reader}`, dwellSeconds: Math.round(dwellSeconds * 10) / 10 }),
        );
        second += dwellSeconds + 3 + random() * 60;
      }
    }
  }
  return { events, words };
}
