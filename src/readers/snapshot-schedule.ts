import { workspacesWithEvents } from '../store/log-queries.ts';
import type { Store } from '../store/store.ts';
import type { ReaderService } from './reader-service.ts';

const everyMilliseconds = 60_000;

/**
 * Looks once a minute whether a workspace's next snapshot is due, and takes it in the background, so that nobody who asks
 * has to wait for it.
 * @returns a function that stops it, and waits for what is under way
 */
export function startSnapshotSchedule(
  store: Store,
  readers: Pick<ReaderService, 'refreshSnapshot'>,
  onError: (error: unknown) => void,
  milliseconds = everyMilliseconds,
): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const look = async () => {
    for (const workspaceId of await workspacesWithEvents(store)) {
      if (stopped) return;
      await readers.refreshSnapshot(workspaceId).catch(onError);
    }
  };
  const timer = setInterval(() => {
    if (busy || stopped) return;
    busy = true;
    running = look()
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  }, milliseconds);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}
