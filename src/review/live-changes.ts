import type { Actor } from '../store/review/actor.ts';
import { changedEntries } from '../store/review/changed-entries.ts';
import { countQueue } from '../store/review/count-queue.ts';
import type { Store } from '../store/store.ts';
import type { ReviewCountsView, ReviewEntryView } from './schemas/queue.ts';
import { countsView, entryView } from './views.ts';

/** Entries told of at once; where more have changed the page is to be read again. */
export const mostChanges = 100;

/** A change is dated by when its transaction began, and seen when it ends: looking back so far misses none. */
const overlapMilliseconds = 5000;

/** What has changed in a queue since it was last looked at. */
export interface Changes {
  /** Null when they are as they were. */
  readonly counts: ReviewCountsView | null;
  readonly entries: readonly ReviewEntryView[];
  /** More changed than is told. */
  readonly tooMany: boolean;
}

/** Looks at a workspace's queue for one actor, again and again, and says what is new each time. */
export class LiveChanges {
  readonly #store: Store;
  readonly #workspaceId: string;
  readonly #actor: Actor;
  #counts = '';
  #since = new Date();
  #told = new Map<string, number>();

  constructor(store: Store, workspaceId: string, actor: Actor) {
    this.#store = store;
    this.#workspaceId = workspaceId;
    this.#actor = actor;
  }

  async look(): Promise<Changes> {
    const counts = countsView(await countQueue(this.#store, this.#workspaceId, this.#actor.id));
    const text = JSON.stringify(counts);
    const isNew = text !== this.#counts;
    this.#counts = text;
    const after = new Date(this.#since.getTime() - overlapMilliseconds);
    const changed = await changedEntries(this.#store, this.#workspaceId, after, 10 * mostChanges);
    const fresh = changed.filter((entry) => this.#told.get(entry.variantId) !== entry.changedAt.getTime());
    this.#told = new Map(changed.map((entry) => [entry.variantId, entry.changedAt.getTime()]));
    const newest = changed.at(-1)?.changedAt;
    if (newest && newest > this.#since) this.#since = newest;
    return {
      counts: isNew ? counts : null,
      entries: fresh.slice(0, mostChanges).map((entry) => entryView(entry, this.#actor)),
      tooMany: fresh.length > mostChanges,
    };
  }
}
