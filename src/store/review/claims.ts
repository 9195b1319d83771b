import { and, asc, desc, sql } from 'drizzle-orm';
import { reviewChannel } from '../notifications.ts';
import { reviewItems } from '../review-tables.ts';
import type { Store } from '../store.ts';
import type { Actor } from './actor.ts';
import { filterConditions, type QueueFilter, type QueueOrder } from './review-queue.ts';

/**
 * Queries: claims an entry for an actor until the lease ends, in one statement: of two who ask at once one gets it.
 * Whoever holds it already has it longer.
 * @returns until when, or null when it is not to be had: gone, decided, another's, or read by the actor before
 */
export async function claimEntry(
  store: Store,
  workspaceId: string,
  variantId: string,
  actor: Actor,
  leaseSeconds: number,
): Promise<Date | null> {
  const { rows } = await store.database.execute<{ claim_until: string }>(sql`
    with claimed as (
      update masthead.review_items
      set claimed_at = case when claimed_by = ${actor.id} and claim_until > now() then claimed_at else now() end,
          claimed_by = ${actor.id}, claimed_by_name = ${actor.name},
          claim_until = now() + ${leaseSeconds} * interval '1 second', changed_at = now()
      where workspace_id = ${workspaceId} and variant_id = ${variantId} and state in ('waiting', 'skipped')
        and (claimed_by is null or claimed_by = ${actor.id} or claim_until <= now())
        and not (round = 2 and first_by = ${actor.id})
      returning claim_until
    )
    select claim_until, pg_notify(${reviewChannel}, ${workspaceId}) from claimed`);
  return rows[0] ? new Date(rows[0].claim_until) : null;
}

/** Queries: gives a claim back. @returns whether the actor held one */
export async function releaseEntry(
  store: Store,
  workspaceId: string,
  variantId: string,
  actorId: string,
): Promise<boolean> {
  const { rows } = await store.database.execute(sql`
    with released as (
      update masthead.review_items
      set claimed_by = null, claimed_by_name = null, claim_until = null, claimed_at = null, changed_at = now()
      where workspace_id = ${workspaceId} and variant_id = ${variantId} and claimed_by = ${actorId} and claim_until > now()
      returning variant_id
    )
    select pg_notify(${reviewChannel}, ${workspaceId}) from released`);
  return rows.length > 0;
}

/**
 * Queries: claims the next entries of a queue at once, passing over those that someone else is just claiming.
 * @returns their ids, in the queue's order
 */
export async function claimNext(
  store: Store,
  workspaceId: string,
  actor: Actor,
  wanted: QueueFilter & { readonly order: QueueOrder; readonly limit: number },
  leaseSeconds: number,
): Promise<string[]> {
  const { order, limit } = wanted;
  const column = { risk: reviewItems.risk, reach: reviewItems.readers, age: reviewItems.waitingSince }[order];
  const way = order === 'age' ? asc : desc;
  const free = sql`(${reviewItems.claimedBy} is null or ${reviewItems.claimedBy} = ${actor.id} or ${reviewItems.claimUntil} <= now())`;
  const { rows } = await store.database.execute<{ id: string }>(sql`
    with next as (
      select variant_id as id, row_number() over (order by ${way(column)}, ${way(reviewItems.variantId)}) as place
      from ${reviewItems} where variant_id in (
        select variant_id from ${reviewItems}
        where ${and(...filterConditions(workspaceId, actor.id, { ...wanted, state: 'open' }), free)}
        order by ${way(column)}, ${way(reviewItems.variantId)} limit ${limit} for update skip locked)
    ), claimed as (
      update masthead.review_items as entry
      set claimed_at = case when claimed_by = ${actor.id} and claim_until > now() then claimed_at else now() end,
          claimed_by = ${actor.id}, claimed_by_name = ${actor.name},
          claim_until = now() + ${leaseSeconds} * interval '1 second', changed_at = now()
      from next where entry.variant_id = next.id
      returning next.id, next.place
    )
    select id, pg_notify(${reviewChannel}, ${workspaceId}) from claimed order by place`);
  return rows.map((row) => row.id);
}
