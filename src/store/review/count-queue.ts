import { sql } from 'drizzle-orm';
import type { Store } from '../store.ts';

/** How many entries stand where, as one actor may see them; decided ones of the last 24 hours. */
export interface QueueCounts {
  readonly open: number;
  readonly claimed: number;
  readonly mine: number;
  readonly skipped: number;
  readonly original: number;
  readonly lastDay: { readonly approved: number; readonly edited: number; readonly rejected: number };
  /** Of the open ones, by what the filters offer. */
  readonly facets: Readonly<
    Record<'section' | 'verdict' | 'kind' | 'placement' | 'segment', Readonly<Record<string, number>>>
  >;
  readonly oldestWaitingSince: Date | null;
}

type Facet = keyof QueueCounts['facets'];

/** Queries: the queue's counts. Entries read first by the actor, which wait for a second reader, are not counted. */
export async function countQueue(store: Store, workspaceId: string, actorId: string): Promise<QueueCounts> {
  const { rows } = await store.database.execute<{
    what: string;
    name: string | null;
    count: number;
    oldest: string | null;
  }>(sql`
    with live as materialized (
      select state, section, verdict, kind, placement, segments, waiting_since,
        claimed_by is not null and claim_until > now() as claimed, claimed_by = ${actorId} as mine
      from masthead.review_items
      where workspace_id = ${workspaceId} and state in ('waiting', 'skipped') and not (round = 2 and first_by = ${actorId})
    ), open as (select * from live where state = 'waiting')
    select 'open' as what, null as name, count(*)::integer as count, min(waiting_since)::text as oldest from open
    union all select 'claimed', null, count(*)::integer, null from open where claimed
    union all select 'mine', null, count(*)::integer, null from open where claimed and mine
    union all select 'skipped', null, count(*)::integer, null from live where state = 'skipped'
    union all select 'original', null, count(*)::integer, null from masthead.review_items
      where workspace_id = ${workspaceId} and state = 'original'
    union all select 'lastDay', state, count(*)::integer, null from masthead.review_items
      where workspace_id = ${workspaceId} and decided_at > now() - interval '1 day'
        and state in ('approved', 'edited', 'rejected') group by state
    union all select 'section', coalesce(section, ''), count(*)::integer, null from open group by section
    union all select 'verdict', verdict, count(*)::integer, null from open group by verdict
    union all select 'kind', kind, count(*)::integer, null from open group by kind
    union all select 'placement', placement, count(*)::integer, null from open group by placement
    union all select 'segment', segment, count(*)::integer, null from open, unnest(segments) as segment group by segment`);
  const total = (what: string, name: string | null = null) =>
    rows.find((row) => row.what === what && row.name === name)?.count ?? 0;
  const facet = (what: Facet) =>
    Object.fromEntries(rows.filter((row) => row.what === what).map((row) => [row.name ?? '', row.count]));
  const oldest = rows.find((row) => row.what === 'open')?.oldest;
  return {
    open: total('open'),
    claimed: total('claimed'),
    mine: total('mine'),
    skipped: total('skipped'),
    original: total('original'),
    lastDay: {
      approved: total('lastDay', 'approved'),
      edited: total('lastDay', 'edited'),
      rejected: total('lastDay', 'rejected'),
    },
    facets: {
      section: facet('section'),
      verdict: facet('verdict'),
      kind: facet('kind'),
      placement: facet('placement'),
      segment: facet('segment'),
    },
    oldestWaitingSince: oldest ? new Date(oldest) : null,
  };
}
