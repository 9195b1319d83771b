import { useMemo } from 'react';
import { useSearch } from 'wouter';
import type { ReviewEntryView } from '../../schemas/queue.ts';

/** Which texts the queue shows and in which order; lives in the page's address, so that a queue can be sent to a colleague. */
export interface QueueFilter {
  readonly section?: string;
  readonly verdict?: ReviewEntryView['verdict'];
  readonly kind?: ReviewEntryView['kind'];
  readonly placement?: string;
  readonly segment?: string;
  readonly leastConfidence?: string;
  readonly mostConfidence?: string;
  readonly state?: 'open' | 'skipped' | 'original';
  readonly order: QueueOrder;
}

export type QueueOrder = 'risk' | 'reach' | 'age';

const fields = [
  'section',
  'verdict',
  'kind',
  'placement',
  'segment',
  'leastConfidence',
  'mostConfidence',
  'state',
] as const;

/** Reads a filter from the part of an address behind its question mark. */
export function filterOf(search: string): QueueFilter {
  const parameters = new URLSearchParams(search);
  const order = parameters.get('order');
  const set = fields.flatMap((field) => {
    const value = parameters.get(field);
    return value === null ? [] : [[field, value] as const];
  });
  return { ...Object.fromEntries(set), order: order === 'reach' || order === 'age' ? order : 'risk' };
}

/** Writes a filter as the part of an address behind its question mark, with the mark; empty for the whole queue. */
export function searchOf(filter: QueueFilter): string {
  const parameters = new URLSearchParams();
  for (const field of fields) {
    const value = filter[field];
    if (value !== undefined && value !== '') parameters.set(field, value);
  }
  if (filter.order !== 'risk') parameters.set('order', filter.order);
  return parameters.size > 0 ? `?${parameters}` : '';
}

/** How many of the filter's fields are set, the order aside. */
export const fieldsSet = (filter: QueueFilter): number => fields.filter((field) => filter[field]).length;

export function useQueueFilter(): QueueFilter {
  const search = useSearch();
  return useMemo(() => filterOf(search), [search]);
}
