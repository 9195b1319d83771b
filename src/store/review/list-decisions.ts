import { gte, lt, type SQL, sql } from 'drizzle-orm';
import { newestFirst } from '../newest-first.ts';
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
  const { where, order, limit } = newestFirst(
    reviewDecisions,
    workspaceId,
    page,
    [
      [reviewDecisions.variantId, page.variantId],
      [reviewDecisions.itemId, page.itemId],
      [reviewDecisions.actor, page.actor],
      [reviewDecisions.action, page.action],
    ],
    page.from ? gte(reviewDecisions.createdAt, page.from) : undefined,
    page.before ? lt(reviewDecisions.createdAt, page.before) : undefined,
    notBlind(actorId),
  );
  const rows = await store.database.select().from(reviewDecisions).where(where).orderBy(order).limit(limit);
  return pageOf(rows, page.limit);
}

/** Leaves out the decision that a second reader must not know of. */
export function notBlind(actorId: string): SQL {
  return sql`(${reviewDecisions.actor} = ${actorId} or not exists (
    select from ${reviewItems} where ${reviewItems.variantId} = ${reviewDecisions.variantId}
      and ${reviewItems.round} = 2 and ${reviewItems.state} in ('waiting', 'skipped')
      and ${reviewItems.firstDecision} = ${reviewDecisions.id}))`;
}
