import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { EntryDetailView } from '../../schemas/entry.ts';
import { request } from './request.ts';

const itemQuery = (id: string) => ({
  queryKey: ['item', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<EntryDetailView>(`/v1/review/items/${encodeURIComponent(id)}`, { signal }),
  staleTime: 60_000,
});

/** All there is to know of one text. */
export const useItem = (id: string) => useQuery(itemQuery(id));

/** Fetches texts before they are asked for. */
export function prefetchItems(queries: QueryClient, ids: readonly string[]): void {
  for (const id of ids) void queries.prefetchQuery(itemQuery(id));
}
