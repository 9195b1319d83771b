import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import type { Event } from '../../datasets/event.ts';
import type { StoredEvent } from '../../profiles/profile.ts';
import { contentHash } from './content-hash.ts';
import { events } from './schema.ts';
import type { Store } from './store.ts';
import { transact } from './transact.ts';
import { ensureUsers } from './users.ts';

/** Rows a statement carries: PostgreSQL takes at most 65,535 parameters, an event has 12. */
const chunkLength = 4000;

/** The caller's id, or one derived from the other fields, so that the same event sent twice is one event. */
export function eventId(event: Event): string {
  const { id, ...fields } = event;
  return id ?? contentHash({ ...fields, at: new Date(fields.at).toISOString() }).slice(0, 32);
}

/**
 * Adds events; those that are there already (same id) stay as they are. Users named for the first time come into being
 * with consent and age unknown.
 * @returns the id of each event in the order given, and how many were new
 */
export async function insertEvents(
  store: Store,
  workspaceId: string,
  given: readonly Event[],
): Promise<{ ids: string[]; inserted: number }> {
  const rows = given.map((event) => ({ ...event, workspaceId, id: eventId(event), at: new Date(event.at) }));
  const inserted = await transact(store, async (transaction) => {
    await ensureUsers(
      transaction,
      workspaceId,
      rows.map((row) => row.userId),
    );
    let count = 0;
    for (let start = 0; start < rows.length; start += chunkLength) {
      const written = await transaction
        .insert(events)
        .values(rows.slice(start, start + chunkLength))
        .onConflictDoNothing();
      count += written.rowCount ?? 0;
    }
    return count;
  });
  return { ids: rows.map((row) => row.id), inserted };
}

/**
 * A user's events, oldest first.
 * @param range both ends inclusive; `until` is a profile's as-of time
 */
export async function eventsOfUser(
  store: Store,
  workspaceId: string,
  userId: string,
  range: { readonly since?: Date; readonly until?: Date } = {},
): Promise<StoredEvent[]> {
  const rows = await store.database
    .select()
    .from(events)
    .where(
      and(
        eq(events.workspaceId, workspaceId),
        eq(events.userId, userId),
        range.since ? gte(events.at, range.since) : undefined,
        range.until ? lte(events.at, range.until) : undefined,
      ),
    )
    .orderBy(asc(events.at), asc(events.id));
  return rows.map(storedEvent);
}

/** Everybody's events with these items, oldest first: what tells a surge from an interest. */
export async function eventsOfItems(
  store: Store,
  workspaceId: string,
  itemIds: readonly string[],
  range: { readonly since?: Date; readonly until?: Date } = {},
): Promise<StoredEvent[]> {
  if (itemIds.length === 0) return [];
  const rows = await store.database
    .select()
    .from(events)
    .where(
      and(
        eq(events.workspaceId, workspaceId),
        inArray(events.itemId, [...itemIds]),
        range.since ? gte(events.at, range.since) : undefined,
        range.until ? lte(events.at, range.until) : undefined,
      ),
    )
    .orderBy(asc(events.at), asc(events.id));
  return rows.map(storedEvent);
}

/** A row as the rest of the house knows it: unset columns are absent. */
export function storedEvent(row: typeof events.$inferSelect): StoredEvent {
  return {
    id: row.id,
    userId: row.userId,
    itemId: row.itemId,
    at: row.at.toISOString(),
    kind: row.kind,
    ...(row.dwellSeconds !== null && { dwellSeconds: row.dwellSeconds }),
    ...(row.scroll !== null && { scroll: row.scroll }),
    ...(row.sessionId !== null && { sessionId: row.sessionId }),
    ...(row.device !== null && { device: row.device }),
    ...(row.variantId !== null && { variantId: row.variantId }),
    ...(row.placement !== null && { placement: row.placement }),
  };
}
