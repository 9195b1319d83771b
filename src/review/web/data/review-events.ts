import { useQueryClient } from '@tanstack/react-query';
import type { ReviewCountsView, ReviewEntryView } from '../../schemas/queue.ts';
import { isListed, replaceEntry } from './queue.ts';
import { useServerEvents } from './server-events.ts';

const names = ['counts', 'entries', 'reload'];

/** Keeps counts and queue as they are on the server: what colleagues claim and decide shows within a moment. */
export function useReviewEvents(): void {
  const queries = useQueryClient();
  useServerEvents('/v1/review/live', names, (name, data) => {
    if (name === 'counts') queries.setQueryData<ReviewCountsView>(['counts'], data as ReviewCountsView);
    else if (name === 'entries') {
      const entries = data as readonly ReviewEntryView[];
      for (const entry of entries) replaceEntry(queries, entry);
      // What is new to every list is not put into one by guess: the lists are asked for again, at their leisure.
      if (entries.some((entry) => entry.state === 'waiting' && !isListed(queries, entry.id)))
        void queries.invalidateQueries({ queryKey: ['queue'] });
    } else if (name === 'reload') void queries.invalidateQueries({ queryKey: ['queue'] });
  });
}
