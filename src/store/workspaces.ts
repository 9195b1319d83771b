import { asc, eq, gt, sql } from 'drizzle-orm';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { workspaces } from './schema.ts';
import type { Store } from './store.ts';

export type Workspace = typeof workspaces.$inferSelect;

/** Makes a workspace unless one of that id is there. @returns the workspace, and whether it is new */
export async function ensureWorkspace(
  store: Store,
  workspace: { readonly id: string; readonly name?: string; readonly settings?: Record<string, unknown> },
): Promise<{ workspace: Workspace; created: boolean }> {
  const [made] = await store.database
    .insert(workspaces)
    .values({ id: workspace.id, name: workspace.name ?? workspace.id, settings: workspace.settings ?? {} })
    .onConflictDoNothing()
    .returning();
  if (made) return { workspace: made, created: true };
  const found = await findWorkspace(store, workspace.id);
  if (!found) throw new Error(`workspace "${workspace.id}" was deleted while it was being looked up; try again`);
  return { workspace: found, created: false };
}

export async function findWorkspace(store: Store, id: string): Promise<Workspace | null> {
  const [found] = await store.database.select().from(workspaces).where(eq(workspaces.id, id));
  return found ?? null;
}

/** By id. */
export async function listWorkspaces(store: Store, page: PageRequest): Promise<Page<Workspace>> {
  const rows = await store.database
    .select()
    .from(workspaces)
    .where(page.after ? gt(workspaces.id, page.after) : undefined)
    .orderBy(asc(workspaces.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit);
}

/** Replaces one part of a workspace's settings; the others stay. @returns false where there is no such workspace */
export async function saveWorkspaceSettings(
  store: Store,
  id: string,
  part: string,
  settings: Record<string, unknown>,
): Promise<boolean> {
  const written = await store.database
    .update(workspaces)
    .set({ settings: sql`${workspaces.settings} || ${JSON.stringify({ [part]: settings })}::jsonb` })
    .where(eq(workspaces.id, id));
  return (written.rowCount ?? 0) > 0;
}
