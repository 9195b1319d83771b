import { setImmediate } from 'node:timers/promises';

/**
 * Lets others run when this task has held the event loop for too long. Call it once a record.
 *
 * @param milliseconds how long a stretch may last
 */
export function createEventLoopGuard(milliseconds: number = 8): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < milliseconds) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}
