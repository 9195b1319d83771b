import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { ReviewEntryView } from '../../schemas/queue.ts';
import { prefetchItems } from './item.ts';
import { useQueue } from './queue.ts';
import type { QueueFilter } from './queue-filter.ts';

/** Entries that are fetched before they are asked for. */
const ahead = 5;

/** An editor's way through the queue: what comes next, what came before. */
export interface Run {
  /** The next entries that nobody else is on, nearest first. */
  readonly next: readonly ReviewEntryView[];
  readonly previous: ReviewEntryView | null;
  /** Whether the queue is known: before, nobody can say what comes next. */
  readonly known: boolean;
  /** How many still wait under the filter, as an editor would say it; empty while that is not known. */
  readonly left: string;
}

/** Follows the queue from the entry that is looked at, and fetches what comes next. */
export function useRun(filter: QueueFilter, id: string): Run {
  const queries = useQueryClient();
  const { entries, data, hasNextPage, isFetchingNextPage, fetchNextPage } = useQueue(filter);
  // Where the entry stood stays known when it has left the queue, decided.
  const stood = useRef(0);
  const run = useMemo((): Run => {
    const index = entries.findIndex((entry) => entry.id === id);
    if (index >= 0) stood.current = index;
    const free = (entry: ReviewEntryView) => !entry.claim || entry.claim.mine;
    const from = index >= 0 ? index + 1 : stood.current;
    return {
      next: entries.slice(from).filter(free).slice(0, ahead),
      previous: entries[(index >= 0 ? index : stood.current) - 1] ?? null,
      known: data !== undefined,
      left: data ? `${entries.length.toLocaleString()}${hasNextPage ? '+' : ''} in this queue` : '',
    };
  }, [entries, data, hasNextPage, id]);
  const wanted = run.next.map((entry) => entry.id).join(' ');
  useEffect(() => prefetchItems(queries, wanted.split(' ').filter(Boolean)), [queries, wanted]);
  useEffect(() => {
    if (run.next.length < ahead && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [run.next.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return run;
}
