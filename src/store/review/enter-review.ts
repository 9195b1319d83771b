import { sql } from 'drizzle-orm';
import { reviewChannel } from '../notifications.ts';
import type { Executor } from '../store.ts';

/**
 * Queries: enters the texts that a job's results chose into the review, in the transaction that wrote the results. A
 * text that is there already gains the readers that are new to it. To be called while the variants' rows are locked, so
 * that two jobs with one text do not count a reader twice. The items' rows are locked against a new version, so that
 * what was written for an old one cannot slip in behind its retirement.
 */
export async function enterReview(executor: Executor, workspaceId: string, jobId: string): Promise<void> {
  await executor.execute(sql`
    with came as (
      select result.variant_id,
        count(distinct audience_key) filter (where audience_key like 'user:%' and not exists (
          select from masthead.results as earlier
          where earlier.variant_id = result.variant_id and earlier.audience_key = result.audience_key
            and earlier.job_id <> ${jobId}))::integer as readers,
        bool_or(audience_key = 'everybody') as for_everybody,
        coalesce(array_agg(distinct substr(audience_key, 9)) filter (where audience_key like 'segment:%'), '{}')
          || coalesce(array_agg(distinct reader #>> '{segment,name}') filter (
          where reader #>> '{segment,name}' is not null), '{}') as segments
      from masthead.results as result where job_id = ${jobId} group by variant_id
    ), current as (
      select item.id, item.version, item.category from masthead.items as item
      where item.workspace_id = ${workspaceId} and item.current and item.id in (
        select variant.item_id from came join masthead.variants as variant on variant.id = came.variant_id)
      order by item.id for share
    ), entered as (
      insert into masthead.review_items (variant_id, workspace_id, item_id, item_version, kind, placement, section,
        segments, verdict, confidence, risk, readers, for_everybody, state, waiting_since)
      select variant.id, variant.workspace_id, variant.item_id, variant.item_version, variant.kind, variant.placement,
        current.category, came.segments, variant.verdict ->> 'label',
        coalesce((variant.verdict ->> 'score')::double precision, 0), masthead.review_risk(variant.verdict),
        came.readers, came.for_everybody,
        case when current.id is null then 'retired' when variant.is_original then 'original' else 'waiting' end, now()
      from came
      join masthead.variants as variant on variant.id = came.variant_id
      left join current on current.id = variant.item_id and current.version = variant.item_version
      order by variant.id
      on conflict (variant_id) do update set
        readers = review_items.readers + excluded.readers,
        for_everybody = review_items.for_everybody or excluded.for_everybody,
        segments = (select coalesce(array_agg(distinct name), '{}')
          from unnest(review_items.segments || excluded.segments) as name),
        changed_at = now()
      returning variant_id
    )
    select pg_notify(${reviewChannel}, ${workspaceId}) from entered limit 1`);
}

/** Queries: retires what was written for earlier versions of these items, in the transaction that changes them. */
export async function retireReviews(
  executor: Executor,
  workspaceId: string,
  itemIds: readonly string[],
): Promise<void> {
  await executor.execute(sql`
    with retired as (
      update masthead.review_items as entry
      set state = 'retired', claimed_by = null, claimed_by_name = null, claim_until = null, changed_at = now()
      from masthead.items as item
      where entry.workspace_id = ${workspaceId} and entry.item_id = any(${sql.param(itemIds)}::text[])
        and item.workspace_id = entry.workspace_id and item.id = entry.item_id and item.current
        and entry.item_version <> item.version and entry.state <> 'retired'
      returning entry.variant_id
    )
    select pg_notify(${reviewChannel}, ${workspaceId}) from retired limit 1`);
}

/** Queries: carries a corrected section over to what waits. */
export async function renameSections(
  executor: Executor,
  workspaceId: string,
  itemIds: readonly string[],
): Promise<void> {
  await executor.execute(sql`
    update masthead.review_items as entry set section = item.category
    from masthead.items as item
    where entry.workspace_id = ${workspaceId} and entry.item_id = any(${sql.param(itemIds)}::text[])
      and item.workspace_id = entry.workspace_id and item.id = entry.item_id and item.version = entry.item_version
      and entry.section is distinct from item.category`);
}
