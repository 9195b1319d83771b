import { sql } from 'drizzle-orm';
import type { VerdictLabel } from '../../../generators/facts/verdict.ts';
import type { DecisionAction } from '../review-tables.ts';
import type { Store } from '../store.ts';

/** From this time on, and before that. */
export interface Period {
  readonly from: Date;
  readonly before: Date;
}

/** Decisions that stand (not undone, not skips), within a period. */
const standing = (workspaceId: string, { from, before }: Period) => sql`
  select * from masthead.review_decisions
  where workspace_id = ${workspaceId} and created_at >= ${from.toISOString()}::timestamptz
    and created_at < ${before.toISOString()}::timestamptz
    and undone_by is null and action in ('approve', 'edit', 'reject')`;

/** Queries: decisions by what was decided, by what the check had said, in tenths of its confidence, and why not. */
export async function decisionCounts(store: Store, workspaceId: string, period: Period) {
  const { rows } = await store.database.execute<{
    action: Exclude<DecisionAction, 'skip' | 'undo'>;
    bulk: boolean;
    verdict: VerdictLabel;
    tenth: number;
    reason: string | null;
    overridden: boolean;
    count: number;
  }>(sql`
    with standing as (${standing(workspaceId, period)})
    select action, bulk_id is not null as bulk, verdict, least(9, floor(10 * confidence))::integer as tenth, reason,
      override_reason is not null as overridden, count(*)::integer as count
    from standing group by 1, 2, 3, 4, 5, 6`);
  return rows;
}

/** Queries: how much is changed when a text is edited, in characters and as a share of the text. */
export async function editDistances(store: Store, workspaceId: string, period: Period) {
  const { rows } = await store.database.execute<{
    edits: number;
    mean: number | null;
    median: number | null;
    mean_share: number | null;
  }>(sql`
    with standing as (${standing(workspaceId, period)})
    select count(*)::integer as edits, avg(edit_distance)::double precision as mean,
      percentile_cont(0.5) within group (order by edit_distance) as median,
      avg(edit_distance::double precision / greatest(1, char_length(text_before), char_length(text_after))) as mean_share
    from standing where action = 'edit' and edit_distance is not null`);
  return rows[0]!;
}

/** Queries: decisions of each day (UTC) and of each editor, with the median seconds from claim to decision. */
export async function throughput(store: Store, workspaceId: string, period: Period) {
  const days = await store.database.execute<{ day: string; action: string; count: number }>(sql`
    with standing as (${standing(workspaceId, period)})
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day,
      case when bulk_id is null then action else 'bulk' end as action, count(*)::integer as count
    from standing group by 1, 2 order by 1`);
  const editors = await store.database.execute<{
    actor: string;
    name: string;
    decisions: number;
    seconds: number | null;
  }>(sql`
    with standing as (${standing(workspaceId, period)})
    select actor, max(actor_name) as name, count(*)::integer as decisions,
      percentile_cont(0.5) within group (order by seconds) as seconds
    from standing where bulk_id is null group by actor order by decisions desc, actor limit 100`);
  return { days: days.rows, editors: editors.rows };
}

/** Queries: how long texts have been waiting, in seconds. */
export async function queueAge(store: Store, workspaceId: string) {
  const { rows } = await store.database.execute<{
    waiting: number;
    oldest: number | null;
    median: number | null;
    ninetieth: number | null;
  }>(sql`
    with ages as (
      select extract(epoch from now() - waiting_since)::double precision as age from masthead.review_items
      where workspace_id = ${workspaceId} and state = 'waiting'
    )
    select count(*)::integer as waiting, max(age) as oldest, percentile_cont(0.5) within group (order by age) as median,
      percentile_cont(0.9) within group (order by age) as ninetieth from ages`);
  return rows[0]!;
}

/** Queries: what first and second readers did with the same texts; an edit agrees with an edit, whatever its words. */
export async function doubleReadings(store: Store, workspaceId: string, period: Period): Promise<[string, string][]> {
  const { rows } = await store.database.execute<{ first: string; second: string }>(sql`
    with standing as (${standing(workspaceId, period)})
    select first.action as first, second.action as second from standing as second
    join lateral (
      select action from masthead.review_decisions as earlier
      where earlier.variant_id = second.variant_id and earlier.round = 1 and earlier.undone_by is null
        and earlier.action in ('approve', 'edit', 'reject') and earlier.id < second.id
      order by earlier.id desc limit 1
    ) as first on true
    where second.round = 2`);
  return rows.map(({ first, second }) => [first, second]);
}

/**
 * Queries: impressions and clicks that name a variant, of written texts and of items' own titles: over the items that were
 * shown both ways, or over all where there is none.
 */
export async function outcomes(store: Store, workspaceId: string, { from, before }: Period) {
  const { rows } = await store.database.execute<{
    original: boolean;
    paired: boolean;
    impressions: number;
    clicks: number;
  }>(sql`
    with shown as (
      select variant.is_original as original, event.kind, variant.item_id
      from masthead.events as event
      join masthead.variants as variant
        on variant.id::text = event.variant_id and variant.workspace_id = event.workspace_id
      where event.workspace_id = ${workspaceId} and event.variant_id is not null
        and event.at >= ${from.toISOString()}::timestamptz and event.at < ${before.toISOString()}::timestamptz
        and event.kind in ('impression', 'click')
    ), both_ways as (select item_id from shown group by item_id having count(distinct original) = 2)
    select original, item_id in (select item_id from both_ways) as paired,
      count(*) filter (where kind = 'impression')::integer as impressions,
      count(*) filter (where kind = 'click')::integer as clicks
    from shown group by 1, 2`);
  const sameItems = rows.some(({ paired }) => paired);
  const arm = (original: boolean) => {
    const counted = rows.filter((row) => row.original === original && row.paired === sameItems);
    return {
      impressions: counted.reduce((sum, row) => sum + row.impressions, 0),
      clicks: counted.reduce((sum, row) => sum + row.clicks, 0),
    };
  };
  return { personal: arm(false), control: arm(true), sameItems };
}
