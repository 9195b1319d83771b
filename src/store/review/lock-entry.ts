import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { type ReviewItemRow, reviewItems } from '../review-tables.ts';
import type { Executor } from '../store.ts';

/** An entry that is locked until the transaction ends. */
export interface LockedEntry extends ReviewItemRow {
  /** Whether a claim on it holds, by the database's clock. */
  readonly claimed: boolean;
  /** The proposed text. */
  readonly text: string;
}

/** Queries: an entry with its text, locked until the transaction ends. */
export async function lockEntry(
  transaction: Executor,
  workspaceId: string,
  variantId: string,
): Promise<LockedEntry | null> {
  const [entry] = await transaction
    .select({
      ...getTableColumns(reviewItems),
      text: sql<string>`(select variant.text from masthead.variants as variant where variant.id = ${reviewItems.variantId})`,
      claimed: sql<boolean>`${reviewItems.claimedBy} is not null and ${reviewItems.claimUntil} > now()`,
    })
    .from(reviewItems)
    .where(and(eq(reviewItems.workspaceId, workspaceId), eq(reviewItems.variantId, variantId)))
    .for('update');
  return entry ?? null;
}
