import type { VerdictView } from '../api/schemas/verdict.ts';
import type { Actor } from '../store/review/actor.ts';
import type { QueueCounts } from '../store/review/count-queue.ts';
import type { QueueEntry } from '../store/review/review-queue.ts';
import type { ReviewDecisionRow } from '../store/review-tables.ts';
import type { RejectReason } from './reasons.ts';
import type { DecisionView } from './schemas/decision.ts';
import type { ReviewCountsView, ReviewEntryView } from './schemas/queue.ts';

const readings = ['first', 'second', 'third'] as const;

/** An entry as one actor may see it: a second reader learns nothing of the first. */
export function entryView(entry: QueueEntry, actor: Actor, now: number = Date.now()): ReviewEntryView {
  const claimed = entry.claimedBy !== null && entry.claimUntil !== null && entry.claimUntil.getTime() > now;
  const blind = entry.round === 2 && entry.firstBy !== actor.id && isOpen(entry);
  return {
    id: entry.variantId,
    state: entry.state === 'waiting' && claimed ? 'claimed' : entry.state,
    kind: entry.kind,
    placement: entry.placement,
    itemId: entry.itemId,
    itemVersion: entry.itemVersion,
    section: entry.section,
    segments: entry.segments,
    text: entry.text,
    originalTitle: entry.originalTitle,
    approvedText: entry.approvedText,
    verdict: entry.verdict,
    confidence: entry.confidence,
    risk: entry.risk,
    readers: entry.readers,
    forEverybody: entry.forEverybody,
    claim: claimed
      ? { by: entry.claimedByName!, mine: entry.claimedBy === actor.id, until: entry.claimUntil!.toISOString() }
      : null,
    reading: blind ? 'first' : readings[entry.round - 1]!,
    waitingSince: entry.waitingSince.toISOString(),
    changedAt: entry.changedAt.toISOString(),
    decidedAt: blind ? null : (entry.decidedAt?.toISOString() ?? null),
    decidedBy: blind ? null : entry.decidedByName,
  };
}

const isOpen = (entry: QueueEntry) => entry.state === 'waiting' || entry.state === 'skipped';

/** A decision's row as callers see it. */
export function decisionView(row: ReviewDecisionRow, actor: Actor): DecisionView {
  return {
    id: row.id,
    entryId: row.variantId,
    itemId: row.itemId,
    itemVersion: row.itemVersion,
    kind: row.kind,
    placement: row.placement,
    section: row.section,
    action: row.action,
    reading: readings[row.round - 1]!,
    by: row.actorName,
    byId: row.actor,
    mine: row.actor === actor.id,
    at: row.createdAt.toISOString(),
    stateBefore: row.stateBefore,
    stateAfter: row.stateAfter,
    before: row.textBefore,
    after: row.textAfter,
    editDistance: row.editDistance,
    reason: row.reason as RejectReason | null,
    note: row.note,
    check: row.checkVerdict as VerdictView | null,
    override: row.overrideReason,
    verdict: row.verdict,
    confidence: row.confidence,
    readers: row.readers,
    seconds: row.seconds,
    undoes: row.undoes,
    undoneBy: row.undoneBy,
    bulkId: row.bulkId,
    erased: row.erased,
  };
}

/** Counts as callers see them. */
export function countsView(counts: QueueCounts): ReviewCountsView {
  return {
    ...counts,
    facets: { ...counts.facets },
    oldestWaitingSince: counts.oldestWaitingSince?.toISOString() ?? null,
  } as ReviewCountsView;
}
