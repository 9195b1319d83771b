import { eq, sql } from 'drizzle-orm';
import type { Verdict } from '../../../generators/facts/verdict.ts';
import { editDistance } from '../../review/edit-distance.ts';
import type { RejectReason } from '../../review/reasons.ts';
import { isReadTwice } from '../../review/second-reading.ts';
import { afterDeed, type Deed } from '../../review/transition.ts';
import { reviewChannel } from '../notifications.ts';
import { type EntryBefore, type ReviewDecisionRow, type ReviewItemRow, reviewDecisions } from '../review-tables.ts';
import type { Executor, Store } from '../store.ts';
import { transact } from '../transact.ts';
import { uuidVersion7 } from '../uuid-version-7.ts';
import type { Actor } from './actor.ts';
import { type LockedEntry, lockEntry } from './lock-entry.ts';

/** What an editor does to a text. */
export interface Decision {
  readonly action: Deed;
  /** The new text of an edit. */
  readonly text?: string;
  readonly reason?: RejectReason;
  readonly note?: string;
  /** What the check says of the new text. */
  readonly check?: Verdict;
  /** Why a check that failed does not count. */
  readonly override?: string;
}

/** Why a decision was not taken. */
export type Refusal =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'claimed'; readonly by: string; readonly until: Date }
  | { readonly kind: 'decided'; readonly by: string | null; readonly state: string; readonly same: boolean }
  | { readonly kind: 'read-before' };

/**
 * Decides on a text, in one transaction that locks its entry: of two editors one decides, and the other is told who. The
 * decision is a new row; the entry says where the text stands now.
 * @param doubleShare share of texts that two editors read blind
 */
export async function decideEntry(
  store: Store,
  workspaceId: string,
  variantId: string,
  actor: Actor,
  decision: Decision,
  doubleShare: number,
): Promise<{ decision: ReviewDecisionRow } | { refusal: Refusal }> {
  return transact(store, async (transaction) => {
    const entry = await lockEntry(transaction, workspaceId, variantId);
    if (!entry) return { refusal: { kind: 'unknown' } };
    const refusal = refusalOf(entry, actor, decision);
    if (refusal) return { refusal };
    const before = entry.text;
    const after = decision.action === 'edit' ? decision.text! : decision.action === 'approve' ? before : null;
    const outcome = afterDeed(
      { ...entry, first: await firstDecision(transaction, entry) },
      decision.action,
      after,
      isReadTwice(variantId, doubleShare),
    );
    const id = uuidVersion7();
    const row = {
      ...decisionOf(entry, actor),
      id,
      action: decision.action,
      stateAfter: outcome.state,
      textBefore: before,
      textAfter: after,
      editDistance: decision.action === 'edit' ? editDistance(before, after!) : null,
      reason: decision.reason ?? null,
      note: decision.note ?? null,
      checkVerdict: decision.check ?? null,
      overrideReason: decision.override ?? null,
    };
    const [written] = await transaction.insert(reviewDecisions).values(row).returning();
    const stands = outcome.state === 'approved' || outcome.state === 'edited';
    await transaction.execute(sql`
      with told as (select pg_notify(${reviewChannel}, ${workspaceId}))
      update masthead.review_items
      set state = ${outcome.state}, round = ${outcome.round}, decision_id = ${id},
          first_by = case when ${outcome.awaitsSecond} then ${actor.id} else first_by end,
          first_decision = case when ${outcome.awaitsSecond} then ${id}::uuid else first_decision end,
          claimed_by = null, claimed_by_name = null, claim_until = null, claimed_at = null,
          decided_at = now(), decided_by = ${actor.id}, decided_by_name = ${actor.name},
          approved_text = ${stands ? after : null}, changed_at = now()
      from told where variant_id = ${variantId}`);
    return { decision: written! };
  });
}

/** Why an actor may not decide on an entry now; null if they may. */
function refusalOf(entry: LockedEntry, actor: Actor, decision: Decision): Refusal | null {
  if (entry.state !== 'waiting' && entry.state !== 'skipped') {
    const wanted = { approve: 'approved', edit: 'edited', reject: 'rejected', skip: 'skipped' }[decision.action];
    const same =
      entry.decidedBy === actor.id &&
      entry.state === wanted &&
      (decision.action !== 'edit' || entry.approvedText === decision.text);
    return { kind: 'decided', by: entry.decidedByName, state: entry.state, same };
  }
  if (entry.round === 2 && entry.firstBy === actor.id) return { kind: 'read-before' };
  if (entry.claimed && entry.claimedBy !== actor.id)
    return { kind: 'claimed', by: entry.claimedByName!, until: entry.claimUntil! };
  return null;
}

async function firstDecision(transaction: Executor, entry: ReviewItemRow) {
  if (entry.round !== 2 || !entry.firstDecision) return null;
  const [first] = await transaction
    .select({ action: reviewDecisions.action, text: reviewDecisions.textAfter })
    .from(reviewDecisions)
    .where(eq(reviewDecisions.id, entry.firstDecision));
  return first ?? null;
}

/** What every decision row says of the entry that was decided on. */
export function decisionOf(entry: ReviewItemRow, actor: Actor) {
  return {
    workspaceId: entry.workspaceId,
    variantId: entry.variantId,
    itemId: entry.itemId,
    itemVersion: entry.itemVersion,
    kind: entry.kind,
    placement: entry.placement,
    section: entry.section,
    round: entry.round,
    actor: actor.id,
    actorName: actor.name,
    stateBefore: entry.state,
    verdict: entry.verdict,
    confidence: entry.confidence,
    readers: entry.readers,
    seconds:
      entry.claimedBy === actor.id && entry.claimedAt
        ? Math.max(0, (Date.now() - entry.claimedAt.getTime()) / 1000)
        : null,
    entryBefore: {
      state: entry.state,
      round: entry.round,
      firstBy: entry.firstBy,
      firstDecision: entry.firstDecision,
      decisionId: entry.decisionId,
      decidedAt: entry.decidedAt?.toISOString() ?? null,
      decidedBy: entry.decidedBy,
      decidedByName: entry.decidedByName,
      approvedText: entry.approvedText,
    } satisfies EntryBefore,
  };
}
