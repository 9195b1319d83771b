import { listenTo } from '../store/notifications.ts';
import type { Store } from '../store/store.ts';

/** How often a follower looks without having been called: a notification may be missed while a connection is lost. */
const lookMilliseconds = 2000;

/** Wakes those who wait for the next news of one thing (a job, a workspace), over one subscription to a channel. */
export class Followers {
  readonly #store: Store;
  readonly #channel: string;
  readonly #waiting = new Map<string, Set<() => void>>();
  #following = 0;
  #listening: Promise<() => Promise<void>> | null = null;

  /** @param channel of the store, whose payloads are the ids of the things followed */
  constructor(store: Store, channel: string) {
    this.#store = store;
    this.#channel = channel;
  }

  /**
   * Runs `follow` with a function that resolves at the next news, after a short while, or when the signal is
   * aborted, whichever is first; and with how long that while is, for whoever counts time.
   */
  async follow(
    id: string,
    signal: AbortSignal,
    follow: (nextNews: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    this.#following += 1;
    let called = false;
    let wake: (() => void) | null = null;
    const call = () => {
      called = true;
      wake?.();
    };
    const group = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, group.add(call));
    signal.addEventListener('abort', call);
    const nextNews = async () => {
      if (!called && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, lookMilliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      wake = null;
      called = false;
    };
    try {
      await this.#listen();
      await follow(nextNews);
    } finally {
      signal.removeEventListener('abort', call);
      group.delete(call);
      if (group.size === 0) this.#waiting.delete(id);
      this.#following -= 1;
      if (this.#following === 0) await this.#stopListening();
    }
  }

  async #listen(): Promise<void> {
    this.#listening ??= listenTo(this.#store, this.#channel, (id) => {
      for (const call of [...(this.#waiting.get(id) ?? [])]) call();
    });
    const listening = this.#listening;
    await listening.catch(() => {
      // Looking every now and then will do until the next follower tries again.
      if (this.#listening === listening) this.#listening = null;
    });
  }

  async #stopListening(): Promise<void> {
    const listening = this.#listening;
    this.#listening = null;
    await listening?.then((stop) => stop()).catch(() => undefined);
  }
}
