import { and, asc, desc, eq, gt, gte, lte, or, sql } from 'drizzle-orm';
import type { StoredEvent } from '../../profiles/profile.ts';
import { storedEvent } from './events.ts';
import { events } from './schema.ts';
import type { Store } from './store.ts';

const pageLength = 10_000;

/** Time of the workspace's newest event, or null when it has none. */
export async function newestEventAt(store: Store, workspaceId: string): Promise<Date | null> {
  const [newest] = await store.database
    .select({ at: events.at })
    .from(events)
    .where(eq(events.workspaceId, workspaceId))
    .orderBy(desc(events.at))
    .limit(1);
  return newest?.at ?? null;
}

/** How many events and item versions a workspace holds. */
export async function countLog(store: Store, workspaceId: string): Promise<{ events: number; items: number }> {
  const { rows } = await store.pool.query(
    `select (select count(*) from masthead.events where workspace_id = $1)::double precision as events,
            (select count(*) from masthead.items where workspace_id = $1)::double precision as items`,
    [workspaceId],
  );
  return { events: rows[0].events, items: rows[0].items };
}

/** The time by the database's clock, which all processes share. */
export async function storeTime(store: Store): Promise<Date> {
  const { rows } = await store.pool.query<{ now: Date }>('select now()::timestamptz(3) as now');
  return rows[0]!.now;
}

/** How many events a user has. */
export async function countEventsOfUser(store: Store, workspaceId: string, userId: string): Promise<number> {
  const { rows } = await store.pool.query(
    'select count(*)::integer as events from masthead.events where workspace_id = $1 and user_id = $2',
    [workspaceId, userId],
  );
  return rows[0].events;
}

/** Workspaces that have any event. */
export async function workspacesWithEvents(store: Store): Promise<string[]> {
  const { rows } = await store.pool.query<{ id: string }>(
    `select id from masthead.workspaces as workspace
     where exists (select from masthead.events where workspace_id = workspace.id) order by id`,
  );
  return rows.map(({ id }) => id);
}

/** Everybody's events within a stretch of time, oldest first, read page by page. */
export async function* everyonesEvents(
  store: Store,
  workspaceId: string,
  range: { readonly since: Date; readonly until: Date },
): AsyncGenerator<StoredEvent[]> {
  let after: { at: Date; id: string } | null = null;
  for (;;) {
    const rows: (typeof events.$inferSelect)[] = await store.database
      .select()
      .from(events)
      .where(
        and(
          eq(events.workspaceId, workspaceId),
          gte(events.at, range.since),
          lte(events.at, range.until),
          after
            ? or(gt(events.at, after.at), and(sql`${events.at} = ${after.at}`, gt(events.id, after.id)))
            : undefined,
        ),
      )
      .orderBy(asc(events.at), asc(events.id))
      .limit(pageLength);
    if (rows.length > 0) yield rows.map(storedEvent);
    if (rows.length < pageLength) return;
    const last = rows.at(-1)!;
    after = { at: last.at, id: last.id };
  }
}
