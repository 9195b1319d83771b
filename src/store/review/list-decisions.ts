import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { type Page, type PageRequest, pageOf } from '../page.ts';
import { type DecisionAction, type ReviewDecisionRow, reviewDecisions, reviewItems } from '../review-tables.ts';
import type { Store } from '../store.ts';

/** Which decisions to show. */
export interface DecisionFilter {
  readonly variantId?: string;
  readonly itemId?: string;
  readonly actor?: string;
  readonly action?: DecisionAction;
  readonly from?: Date;
  readonly before?: Date;
}

/**
 * Queries: decisions, newest first. A first reading is shown to nobody but its reader until the second is done.
 */
export async function listDecisions(
  store: Store,
  workspaceId: string,
  actorId: string,
  page: PageRequest & DecisionFilter,
): Promise<Page<ReviewDecisionRow>> {
  const rows = await store.database
    .select()
    .from(reviewDecisions)
    .where(
      and(
        eq(reviewDecisions.workspaceId, workspaceId),
        page.variantId ? eq(reviewDecisions.variantId, page.variantId) : undefined,
        page.itemId ? eq(reviewDecisions.itemId, page.itemId) : undefined,
        page.actor ? eq(reviewDecisions.actor, page.actor) : undefined,
        page.action ? eq(reviewDecisions.action, page.action) : undefined,
        page.from ? gte(reviewDecisions.createdAt, page.from) : undefined,
        page.before ? lt(reviewDecisions.createdAt, page.before) : undefined,
        page.after ? lt(reviewDecisions.id, page.after) : undefined,
        notBlind(actorId),
      ),
    )
    .orderBy(desc(reviewDecisions.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit);
}

/** Leaves out the decision that a second reader must not know of. */
export function notBlind(actorId: string): SQL {
  return sql`(${reviewDecisions.actor} = ${actorId} or not exists (
    select from ${reviewItems} where ${reviewItems.variantId} = ${reviewDecisions.variantId}
      and ${reviewItems.round} = 2 and ${reviewItems.state} in ('waiting', 'skipped')
      and ${reviewItems.firstDecision} = ${reviewDecisions.id}))`;
}
