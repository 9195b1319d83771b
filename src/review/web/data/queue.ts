import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReviewCountsView, ReviewEntryView } from '../../schemas/queue.ts';
import { useDecided } from './decided.ts';
import type { PageAnswer } from './page-answer.ts';
import { type QueueFilter, searchOf } from './queue-filter.ts';
import { request, withQuery } from './request.ts';

const pageRows = 100;

export type QueuePages = InfiniteData<PageAnswer<ReviewEntryView>, string | null>;

/** What waits under a filter, in pages; what was decided here is gone from it at once. */
export function useQueue(filter: QueueFilter) {
  const decided = useDecided();
  const query = useInfiniteQuery({
    queryKey: ['queue', searchOf(filter)],
    queryFn: ({ pageParam, signal }) =>
      request<PageAnswer<ReviewEntryView>>(
        withQuery('/v1/review/items', { ...filter, limit: pageRows, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 30_000,
  });
  const entries = useMemo(() => {
    const seen = new Set<string>();
    const all = query.data?.pages.flatMap(({ rows }) => rows) ?? [];
    return all.filter(({ id, state }) => {
      if (decided.has(id) || seen.has(id) || !belongs(state, filter)) return false;
      seen.add(id);
      return true;
    });
  }, [query.data, decided, filter]);
  return { ...query, entries };
}

/** Whether an entry that was told of since still belongs to the list: what a colleague has decided does not. */
function belongs(state: ReviewEntryView['state'], { state: wanted = 'open' }: QueueFilter): boolean {
  return wanted === 'open' ? state === 'waiting' || state === 'claimed' : state === wanted;
}

/** How many stand where; asked for again now and then, and whenever the server tells of a change. */
export function useCounts() {
  return useQuery({
    queryKey: ['counts'],
    queryFn: ({ signal }) => request<ReviewCountsView>('/v1/review/counts', { signal }),
    refetchInterval: 60_000,
  });
}

/** Puts what the server now says of an entry into every list that holds it. */
export function replaceEntry(queries: QueryClient, entry: ReviewEntryView): void {
  queries.setQueriesData<QueuePages>({ queryKey: ['queue'] }, (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((page) =>
            page.rows.some(({ id }) => id === entry.id)
              ? { ...page, rows: page.rows.map((row) => (row.id === entry.id ? entry : row)) }
              : page,
          ),
        }
      : data,
  );
}

/** Whether any list holds an entry. */
export function isListed(queries: QueryClient, id: string): boolean {
  return queries
    .getQueriesData<QueuePages>({ queryKey: ['queue'] })
    .some(([, data]) => data?.pages.some((page) => page.rows.some((row) => row.id === id)));
}
