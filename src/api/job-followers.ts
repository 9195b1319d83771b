import { jobEventsChannel, listenTo } from '../store/notifications.ts';
import type { Store } from '../store/store.ts';

/** How often a follower looks without having been called: a notification may be missed while a connection is lost. */
const lookMilliseconds = 2000;

/** Wakes those who wait for a job's next event, over one subscription to the store. */
export class JobFollowers {
  readonly #store: Store;
  readonly #waiting = new Map<string, Set<() => void>>();
  #following = 0;
  #listening: Promise<() => Promise<void>> | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Runs `follow` with a function that resolves at the job's next event, after a short while, or when the signal is
   * aborted, whichever is first; and with how long that while is, for whoever counts time.
   */
  async follow(
    jobId: string,
    signal: AbortSignal,
    follow: (nextEvent: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    this.#following += 1;
    let called = false;
    let wake: (() => void) | null = null;
    const call = () => {
      called = true;
      wake?.();
    };
    const group = this.#waiting.get(jobId) ?? new Set();
    this.#waiting.set(jobId, group.add(call));
    signal.addEventListener('abort', call);
    const nextEvent = async () => {
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
      await follow(nextEvent);
    } finally {
      signal.removeEventListener('abort', call);
      group.delete(call);
      if (group.size === 0) this.#waiting.delete(jobId);
      this.#following -= 1;
      if (this.#following === 0) await this.#stopListening();
    }
  }

  async #listen(): Promise<void> {
    this.#listening ??= listenTo(this.#store, jobEventsChannel, (jobId) => {
      for (const call of [...(this.#waiting.get(jobId) ?? [])]) call();
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
