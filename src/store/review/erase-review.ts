import { sql } from 'drizzle-orm';
import { reviewChannel } from '../notifications.ts';
import type { Executor } from '../store.ts';

/** Queries: these texts reach one reader less. To be called once that reader's results are gone. */
export async function leaveReview(
  executor: Executor,
  workspaceId: string,
  variantIds: readonly string[],
): Promise<void> {
  await executor.execute(sql`
    with left_by as (
      update masthead.review_items set readers = greatest(readers - 1, 0), changed_at = now()
      where variant_id = any(${sql.param(variantIds)}::uuid[])
      returning variant_id
    )
    select pg_notify(${reviewChannel}, ${workspaceId}) from left_by limit 1`);
}

/**
 * Queries: takes the texts out of the decisions on variants that were written for an erased reader alone. That someone
 * decided, when and what, stays: it tells of the editor, not of the reader.
 */
export async function eraseDecidedTexts(executor: Executor, variantIds: readonly string[]): Promise<void> {
  await executor.execute(sql`
    update masthead.review_decisions
    set text_before = null, text_after = null, note = null, override_reason = null, check_verdict = null,
        entry_before = entry_before || '{"approvedText": null}', erased = true
    where variant_id = any(${sql.param(variantIds)}::uuid[])`);
}
