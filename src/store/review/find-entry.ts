import { and, eq } from 'drizzle-orm';
import { reviewItems } from '../review-tables.ts';
import { items, variants } from '../schema.ts';
import type { Executor } from '../store.ts';
import type { QueueEntry } from './review-queue.ts';

/** Queries: one entry with its text; null if the workspace has none of that id. */
export async function findEntry(
  executor: Executor,
  workspaceId: string,
  variantId: string,
): Promise<QueueEntry | null> {
  const [row] = await executor
    .select({ entry: reviewItems, text: variants.text, originalTitle: items.title })
    .from(reviewItems)
    .innerJoin(variants, eq(variants.id, reviewItems.variantId))
    .innerJoin(
      items,
      and(
        eq(items.workspaceId, reviewItems.workspaceId),
        eq(items.id, reviewItems.itemId),
        eq(items.version, reviewItems.itemVersion),
      ),
    )
    .where(and(eq(reviewItems.workspaceId, workspaceId), eq(reviewItems.variantId, variantId)));
  return row ? { ...row.entry, text: row.text, originalTitle: row.originalTitle } : null;
}
