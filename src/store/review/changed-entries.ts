import { asc, gt } from 'drizzle-orm';
import { reviewItems } from '../review-tables.ts';
import type { Store } from '../store.ts';
import { selectEntries, selectedEntry } from './find-entry.ts';
import type { QueueEntry } from './review-queue.ts';

/** Queries: entries that changed after a time, first changed first, at most `limit`. */
export async function changedEntries(
  store: Store,
  workspaceId: string,
  after: Date,
  limit: number,
): Promise<QueueEntry[]> {
  const rows = await selectEntries(store.database, workspaceId, gt(reviewItems.changedAt, after))
    .orderBy(asc(reviewItems.changedAt))
    .limit(limit);
  return rows.map(selectedEntry);
}
