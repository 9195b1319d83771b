import { sql } from 'drizzle-orm';
import type { ItemKind } from '../../datasets/item.ts';
import type { Store } from './store.ts';

/** What must be known of an item to say whether a job can be written for it; not the item itself, which may be long. */
export interface ItemOutline {
  readonly kind: ItemKind;
  readonly hasBody: boolean;
  readonly hasFacts: boolean;
}

/** Which of the ids a request names are known. */
export interface References {
  readonly items: ReadonlyMap<string, ItemOutline>;
  readonly users: ReadonlySet<string>;
}

/** Queries: looks up the items and users that jobs name, in one round trip. */
export async function findReferences(
  store: Store,
  workspaceId: string,
  itemIds: readonly string[],
  userIds: readonly string[],
): Promise<References> {
  const { rows } = await store.database.execute<{
    user: boolean;
    id: string;
    kind: ItemKind;
    body: boolean;
    facts: boolean;
  }>(
    sql`
      select false as "user", id, kind, body is not null and body <> '' as body, facts is not null as facts
      from masthead.items
      where workspace_id = ${workspaceId} and current and id = any(${sql.param([...new Set(itemIds)])}::text[])
      union all
      select true, id, null, null, null
      from masthead.users
      where workspace_id = ${workspaceId} and id = any(${sql.param([...new Set(userIds)])}::text[])`,
  );
  return {
    items: new Map(
      rows
        .filter((row) => !row.user)
        .map((row) => [row.id, { kind: row.kind, hasBody: row.body, hasFacts: row.facts }] as const),
    ),
    users: new Set(rows.filter((row) => row.user).map((row) => row.id)),
  };
}

/** Queries: how many of these items are not in the catalogue. */
export async function countUnknownItems(
  store: Store,
  workspaceId: string,
  itemIds: readonly string[],
): Promise<number> {
  const distinct = [...new Set(itemIds)];
  const { rows } = await store.database.execute<{ known: number }>(
    sql`select count(*)::integer as known from masthead.items
        where workspace_id = ${workspaceId} and current and id = any(${sql.param(distinct)}::text[])`,
  );
  return distinct.length - (rows[0]?.known ?? 0);
}
