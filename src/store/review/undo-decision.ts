import { eq, sql } from 'drizzle-orm';
import { reviewChannel } from '../notifications.ts';
import { type ReviewDecisionRow, reviewDecisions } from '../review-tables.ts';
import type { Store } from '../store.ts';
import { transact } from '../transact.ts';
import { uuidVersion7 } from '../uuid-version-7.ts';
import type { Actor } from './actor.ts';
import { decisionOf } from './decide.ts';
import { lockEntry } from './lock-entry.ts';

/** Why nothing was undone. */
export type UndoRefusal =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'retired' }
  | { readonly kind: 'claimed'; readonly by: string; readonly until: Date }
  | { readonly kind: 'anothers'; readonly by: string };

/**
 * Takes the latest decision on a text back: the entry is as it was before, and a row of its own says so. Undone again and
 * again it goes back to the first.
 * @param anyones whether the actor may undo what others decided
 */
export async function undoDecision(
  store: Store,
  workspaceId: string,
  variantId: string,
  actor: Actor,
  anyones: boolean,
): Promise<{ decision: ReviewDecisionRow } | { refusal: UndoRefusal }> {
  return transact(store, async (transaction) => {
    const entry = await lockEntry(transaction, workspaceId, variantId);
    if (!entry) return { refusal: { kind: 'unknown' } };
    if (entry.state === 'retired') return { refusal: { kind: 'retired' } };
    if (!entry.decisionId) return { refusal: { kind: 'nothing' } };
    const [last] = await transaction.select().from(reviewDecisions).where(eq(reviewDecisions.id, entry.decisionId));
    if (!last) return { refusal: { kind: 'nothing' } };
    if (last.actor !== actor.id && !anyones) return { refusal: { kind: 'anothers', by: last.actorName } };
    if (entry.claimed && entry.claimedBy !== actor.id)
      return { refusal: { kind: 'claimed', by: entry.claimedByName!, until: entry.claimUntil! } };
    const before = last.entryBefore;
    const id = uuidVersion7();
    const [written] = await transaction
      .insert(reviewDecisions)
      .values({
        ...decisionOf(entry, actor),
        id,
        action: 'undo',
        stateAfter: before.state,
        textBefore: last.textAfter,
        textAfter: last.textBefore,
        undoes: last.id,
        seconds: null,
      })
      .returning();
    await transaction.execute(sql`
      with undone as (
        update masthead.review_decisions set undone_by = ${id} where id = ${last.id} returning id
      ), told as (select pg_notify(${reviewChannel}, ${workspaceId}) from undone)
      update masthead.review_items
      set state = ${before.state}, round = ${before.round}, first_by = ${before.firstBy},
          first_decision = ${before.firstDecision}, decision_id = ${before.decisionId},
          decided_at = ${before.decidedAt}::timestamptz, decided_by = ${before.decidedBy},
          decided_by_name = ${before.decidedByName}, approved_text = ${before.approvedText},
          claimed_by = null, claimed_by_name = null, claim_until = null, claimed_at = null, changed_at = now()
      from told where variant_id = ${variantId}`);
    return { decision: written! };
  });
}
