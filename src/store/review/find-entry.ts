import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { reviewItems } from '../review-tables.ts';
import { items, variants } from '../schema.ts';
import type { Executor } from '../store.ts';
import type { QueueEntry } from './review-queue.ts';

/** Entries with their texts, for a condition to be put on. */
export function selectEntries(executor: Executor, workspaceId: string, condition: SQL | undefined) {
  return executor
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
    .where(and(eq(reviewItems.workspaceId, workspaceId), condition));
}

type SelectedEntry = Awaited<ReturnType<typeof selectEntries>>[number];

/** A selected row as an entry. */
export const selectedEntry = ({ entry, text, originalTitle }: SelectedEntry): QueueEntry => ({
  ...entry,
  text,
  originalTitle,
});

/** Queries: one entry; null if the workspace has none of that id. */
export async function findEntry(
  executor: Executor,
  workspaceId: string,
  variantId: string,
): Promise<QueueEntry | null> {
  const [row] = await selectEntries(executor, workspaceId, eq(reviewItems.variantId, variantId));
  return row ? selectedEntry(row) : null;
}

/** Queries: the riskiest of these entries, at most `limit`. */
export async function findEntries(
  executor: Executor,
  workspaceId: string,
  variantIds: readonly string[],
  limit: number,
): Promise<QueueEntry[]> {
  if (variantIds.length === 0) return [];
  const rows = await selectEntries(
    executor,
    workspaceId,
    sql`${reviewItems.variantId} = any(${sql.param(variantIds)}::uuid[])`,
  )
    .orderBy(desc(reviewItems.risk), desc(reviewItems.variantId))
    .limit(limit);
  return rows.map(selectedEntry);
}
