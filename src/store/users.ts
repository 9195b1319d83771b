import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { User } from '../../datasets/user.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { users } from './schema.ts';
import type { Executor, Store } from './store.ts';

const shown = {
  id: users.id,
  consent: users.consent,
  ageBand: users.ageBand,
  rules: users.rules,
  attributes: users.attributes,
};
/** Rows a statement carries: PostgreSQL takes at most 65,535 parameters. */
const chunkLength = 5000;

/** Makes or replaces users. The last of several with one id counts. */
export async function upsertUsers(store: Store, workspaceId: string, given: readonly User[]): Promise<void> {
  const distinct = [...new Map(given.map((user) => [user.id, user])).values()];
  for (let start = 0; start < distinct.length; start += chunkLength) {
    await store.database
      .insert(users)
      .values(distinct.slice(start, start + chunkLength).map((user) => ({ workspaceId, attributes: {}, ...user })))
      .onConflictDoUpdate({
        target: [users.workspaceId, users.id],
        set: {
          consent: sql`excluded.consent`,
          ageBand: sql`excluded.age_band`,
          rules: sql`excluded.rules`,
          attributes: sql`excluded.attributes`,
        },
      });
  }
}

/** Makes users of whom only the id is known, and leaves those that are there. */
export async function ensureUsers(executor: Executor, workspaceId: string, ids: readonly string[]): Promise<void> {
  const distinct = [...new Set(ids)].sort();
  for (let start = 0; start < distinct.length; start += chunkLength) {
    await executor
      .insert(users)
      .values(
        distinct
          .slice(start, start + chunkLength)
          .map((id) => ({ workspaceId, id, consent: 'unknown' as const, ageBand: 'unknown' as const, rules: [] })),
      )
      .onConflictDoNothing();
  }
}

export async function findUser(store: Store, workspaceId: string, id: string): Promise<User | null> {
  const [found] = await store.database
    .select(shown)
    .from(users)
    .where(and(eq(users.workspaceId, workspaceId), eq(users.id, id)));
  return found ? shownUser(found) : null;
}

/** Attributes are shown where there are any. */
function shownUser({ attributes, ...user }: User & { attributes: Record<string, string> }): User {
  return Object.keys(attributes).length > 0 ? { ...user, attributes } : user;
}

/** Which of these ids are no user of the workspace, in the order given. */
export async function unknownUsers(store: Store, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await store.database
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.workspaceId, workspaceId), inArray(users.id, [...ids])));
  const known = new Set(found.map((user) => user.id));
  return ids.filter((id) => !known.has(id));
}

/** By id. @param page `search`: only users whose id holds this text, in whatever case */
export async function listUsers(
  store: Store,
  workspaceId: string,
  page: PageRequest & { readonly search?: string },
): Promise<Page<User>> {
  const rows = await store.database
    .select(shown)
    .from(users)
    .where(
      and(
        eq(users.workspaceId, workspaceId),
        page.search === undefined ? undefined : sql`strpos(lower(${users.id}), lower(${page.search})) > 0`,
        page.after ? gt(users.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(users.id))
    .limit(page.limit + 1);
  return pageOf(rows.map(shownUser), page.limit);
}

/** Everyone of a workspace with what a snapshot asks of them, page by page by id. */
export async function* everyUser(store: Store, workspaceId: string): AsyncGenerator<User[]> {
  for (let after: string | null = null; ; ) {
    const page: Page<User> = await listUsers(store, workspaceId, { after, limit: chunkLength });
    if (page.rows.length > 0) yield [...page.rows];
    if (page.next === null) return;
    after = page.next;
  }
}

/** How many users of a workspace gave, refused or have not told their consent. */
export async function countConsent(
  store: Store,
  workspaceId: string,
): Promise<Record<'given' | 'refused' | 'unknown', number>> {
  const rows = await store.database
    .select({ consent: users.consent, count: sql<number>`count(*)::integer` })
    .from(users)
    .where(eq(users.workspaceId, workspaceId))
    .groupBy(users.consent);
  return {
    given: 0,
    refused: 0,
    unknown: 0,
    ...Object.fromEntries(rows.map(({ consent, count }) => [consent, count])),
  };
}

/**
 * Whether a user is there; inside a transaction they stay so until its end, so that nothing is written of somebody who is
 * being erased.
 */
export async function holdUser(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await executor.execute(
    sql`select from masthead.users where workspace_id = ${workspaceId} and id = ${id} for key share`,
  );
  return (rowCount ?? 0) > 0;
}
