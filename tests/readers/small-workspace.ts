import type { Event } from '../../datasets/event.ts';
import type { Item } from '../../datasets/item.ts';
import { insertEvents } from '../../src/store/events.ts';
import { upsertItems } from '../../src/store/items.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';

const subjects = ['rowing regatta crew', 'harbour ferry timetable', 'museum painting gallery', 'garden roses pruning'];
const sections = ['Sport', 'Transport', 'Culture', 'Home'];

export const items: readonly Item[] = Array.from({ length: 40 }, (_, index) => ({
  id: `i${index}`,
  kind: 'article' as const,
  title: `The ${subjects[index % 4]} of week ${index}`,
  category: sections[index % 4]!,
  wordCount: 300,
}));

/** 1 March 2026, 08:00 UTC. */
export const start = Date.UTC(2026, 2, 1, 8);

/** A reader's clicks on two subjects in turn, some eight hours apart, each reader at hours of their own. */
export const readings = (userId: string, count: number, subject: number, other = subject, from = 0): Event[] =>
  Array.from({ length: count }, (_, index) => {
    const nth = from + index;
    const hours = 8 * nth + 3 * Math.sin(nth * 1.7 + userId.charCodeAt(userId.length - 1) + userId.length);
    return {
      userId,
      itemId: `i${(4 * ((nth * 3 + userId.charCodeAt(userId.length - 1)) % 10) + (nth % 2 ? other : subject)) % 40}`,
      at: new Date(start + hours * 3_600_000).toISOString(),
      kind: 'click' as const,
      dwellSeconds: 90,
    };
  });

/** A store in memory with 12 readers: half read of rowing and ferries, half of museums and gardens. */
export async function openSmallWorkspace(): Promise<Store> {
  const store = await openStore({ dataDirectory: 'memory://' });
  await ensureWorkspace(store, { id: 'default' });
  await upsertItems(store, 'default', items);
  for (let reader = 0; reader < 12; reader++)
    await insertEvents(store, 'default', readings(`reader${reader}`, 20, reader % 2 ? 0 : 2, reader % 2 ? 1 : 3));
  return store;
}
