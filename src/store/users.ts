import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { User } from '../../datasets/user.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { users } from './schema.ts';
import type { Executor, Store } from './store.ts';

const shown = { id: users.id, consent: users.consent, ageBand: users.ageBand, rules: users.rules };
/** Rows a statement carries: PostgreSQL takes at most 65,535 parameters. */
const chunkLength = 5000;

/** Makes or replaces users. The last of several with one id counts. */
export async function upsertUsers(store: Store, workspaceId: string, given: readonly User[]): Promise<void> {
  const distinct = [...new Map(given.map((user) => [user.id, user])).values()];
  for (let start = 0; start < distinct.length; start += chunkLength) {
    await store.database
      .insert(users)
      .values(distinct.slice(start, start + chunkLength).map((user) => ({ workspaceId, ...user })))
      .onConflictDoUpdate({
        target: [users.workspaceId, users.id],
        set: { consent: sql`excluded.consent`, ageBand: sql`excluded.age_band`, rules: sql`excluded.rules` },
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
  return found ?? null;
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
  return pageOf(rows, page.limit);
}
