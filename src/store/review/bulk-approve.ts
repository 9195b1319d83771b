import { and, sql } from 'drizzle-orm';
import { isReadTwice } from '../../review/second-reading.ts';
import { reviewChannel } from '../notifications.ts';
import { reviewItems } from '../review-tables.ts';
import type { Executor, Store } from '../store.ts';
import { transact } from '../transact.ts';
import { uuidVersion7 } from '../uuid-version-7.ts';
import type { Actor } from './actor.ts';
import { filterConditions, type QueueFilter } from './review-queue.ts';

/** What a text must be to be approved with others, unread: supported in any case, and all that is stated. */
export interface BulkRule extends Omit<QueueFilter, 'state' | 'verdict' | 'leastConfidence'> {
  readonly leastConfidence: number;
  readonly mostReaders?: number;
}

/** Texts that one approval takes, at most. */
export const mostAtOnce = 20_000;
const chunkLength = 1000;

/**
 * Queries: the texts that a rule takes now: supported, waiting for their first reading, claimed by nobody else, and not
 * in the sample that two editors read.
 */
export async function matchRule(
  executor: Executor,
  workspaceId: string,
  actorId: string,
  rule: BulkRule,
  doubleShare: number,
  lock = false,
): Promise<string[]> {
  const { mostReaders, ...filter } = rule;
  const { rows } = await executor.execute<{ id: string }>(sql`
    select variant_id as id from ${reviewItems}
    where ${and(
      ...filterConditions(workspaceId, actorId, { ...filter, state: 'open', verdict: 'supported' }),
      sql`${reviewItems.round} = 1`,
      sql`(${reviewItems.claimedBy} is null or ${reviewItems.claimedBy} = ${actorId} or ${reviewItems.claimUntil} <= now())`,
      mostReaders === undefined ? undefined : sql`${reviewItems.readers} <= ${mostReaders}`,
    )}
    order by variant_id limit ${mostAtOnce} ${lock ? sql`for update` : sql``}`);
  return rows.map(({ id }) => id).filter((id) => !isReadTwice(id, doubleShare));
}

/**
 * Approves what a rule takes, in one transaction: a decision for each text, and a record of the rule and the count.
 * @param expected how many the one who asks has been told of; where it takes another number nothing is done
 */
export async function bulkApprove(
  store: Store,
  workspaceId: string,
  actor: Actor,
  rule: BulkRule,
  doubleShare: number,
  expected: number,
): Promise<{ readonly id: string; readonly approved: number } | { readonly found: number }> {
  return transact(store, async (transaction) => {
    const ids = await matchRule(transaction, workspaceId, actor.id, rule, doubleShare, true);
    if (ids.length !== expected) return { found: ids.length };
    const bulkId = uuidVersion7();
    for (let start = 0; start < ids.length; start += chunkLength)
      await approveChunk(transaction, ids.slice(start, start + chunkLength), actor, bulkId);
    await transaction.execute(sql`
      insert into masthead.review_bulk_approvals (id, workspace_id, actor, actor_name, rule, approved)
      values (${bulkId}, ${workspaceId}, ${actor.id}, ${actor.name}, ${JSON.stringify(rule)}::jsonb, ${ids.length})`);
    await transaction.execute(sql`select pg_notify(${reviewChannel}, ${workspaceId})`);
    return { id: bulkId, approved: ids.length };
  });
}

async function approveChunk(
  transaction: Executor,
  ids: readonly string[],
  actor: Actor,
  bulkId: string,
): Promise<void> {
  const rows = ids.map((variantId) => ({ variant_id: variantId, id: uuidVersion7() }));
  await transaction.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (variant_id uuid, id uuid)
    ), decided as (
      insert into masthead.review_decisions (id, workspace_id, variant_id, item_id, item_version, kind, placement, section,
        action, round, actor, actor_name, state_before, state_after, text_before, text_after, verdict, confidence, readers,
        bulk_id, entry_before)
      select given.id, entry.workspace_id, entry.variant_id, entry.item_id, entry.item_version, entry.kind,
        entry.placement, entry.section, 'approve', entry.round, ${actor.id}, ${actor.name}, entry.state, 'approved',
        variant.text, variant.text, entry.verdict, entry.confidence, entry.readers, ${bulkId},
        jsonb_build_object('state', entry.state, 'round', entry.round, 'firstBy', entry.first_by,
          'firstDecision', entry.first_decision, 'decisionId', entry.decision_id, 'decidedAt', entry.decided_at,
          'decidedBy', entry.decided_by, 'decidedByName', entry.decided_by_name, 'approvedText', entry.approved_text)
      from given
      join masthead.review_items as entry on entry.variant_id = given.variant_id
      join masthead.variants as variant on variant.id = given.variant_id
      returning id, variant_id, text_after
    )
    update masthead.review_items as entry
    set state = 'approved', decision_id = decided.id, decided_at = now(), decided_by = ${actor.id},
        decided_by_name = ${actor.name}, approved_text = decided.text_after,
        claimed_by = null, claimed_by_name = null, claim_until = null, claimed_at = null, changed_at = now()
    from decided where entry.variant_id = decided.variant_id`);
}
