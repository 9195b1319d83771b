import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { type ReviewItemRow, reviewItems } from '../review-tables.ts';
import type { Executor } from '../store.ts';

/** Queries: an entry, locked until the transaction ends, and whether a claim on it holds by the database's clock. */
export async function lockEntry(
  transaction: Executor,
  workspaceId: string,
  variantId: string,
): Promise<(ReviewItemRow & { readonly claimed: boolean }) | null> {
  const [entry] = await transaction
    .select({
      ...getTableColumns(reviewItems),
      claimed: sql<boolean>`${reviewItems.claimedBy} is not null and ${reviewItems.claimUntil} > now()`,
    })
    .from(reviewItems)
    .where(and(eq(reviewItems.workspaceId, workspaceId), eq(reviewItems.variantId, variantId)))
    .for('update');
  return entry ?? null;
}
