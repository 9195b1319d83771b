import { useSyncExternalStore } from 'react';

/**
 * Entries that were decided here and are not shown in the queue any more, before the server has said so. One set for the
 * whole page: a decision is seen everywhere at once.
 */
let decided: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function change(next: ReadonlySet<string>): void {
  decided = next;
  for (const listener of listeners) listener();
}

export function markDecided(ids: Iterable<string>): void {
  change(new Set([...decided, ...ids]));
}

/** Takes an entry back into the queue: its decision was undone or refused. */
export function markUndecided(id: string): void {
  change(new Set([...decided].filter((other) => other !== id)));
}

export const isDecided = (id: string): boolean => decided.has(id);

export function useDecided(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => decided,
  );
}
