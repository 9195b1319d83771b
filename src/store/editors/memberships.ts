import { and, asc, eq, sql } from 'drizzle-orm';
import { type EditorRole, editors, memberships } from '../editor-tables.ts';
import { workspaces } from '../schema.ts';
import type { Executor, Store } from '../store.ts';
import { transact } from '../transact.ts';

/** One workspace that an editor belongs to. */
export interface Membership {
  readonly workspaceId: string;
  readonly name: string;
  readonly role: EditorRole;
}

/** Queries: the workspaces of an editor, those joined first first. */
export async function membershipsOf(store: Store, editorId: string): Promise<Membership[]> {
  return store.database
    .select({ workspaceId: workspaces.id, name: workspaces.name, role: memberships.role })
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .where(eq(memberships.editorId, editorId))
    .orderBy(asc(memberships.createdAt), asc(workspaces.id));
}

/** Someone who signs in to a workspace. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: EditorRole;
  readonly createdAt: Date;
}

/** Queries: the editors of a workspace, by name. */
export async function listMembers(store: Store, workspaceId: string): Promise<Member[]> {
  return store.database
    .select({
      id: editors.id,
      name: editors.name,
      email: editors.email,
      role: memberships.role,
      createdAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(editors, eq(editors.id, memberships.editorId))
    .where(eq(memberships.workspaceId, workspaceId))
    .orderBy(asc(editors.name), asc(editors.id));
}

/** Queries: makes an editor a member, or changes what they are. */
export async function addMember(
  executor: Executor,
  workspaceId: string,
  editorId: string,
  role: EditorRole,
): Promise<void> {
  await executor
    .insert(memberships)
    .values({ workspaceId, editorId, role })
    .onConflictDoUpdate({ target: [memberships.workspaceId, memberships.editorId], set: { role } });
}

/**
 * Queries: changes a member's role, or takes them out of the workspace and gives back what they had claimed.
 * @param role null takes them out
 * @returns what became of it; a workspace keeps its last admin
 */
export async function changeMember(
  store: Store,
  workspaceId: string,
  editorId: string,
  role: EditorRole | null,
): Promise<'changed' | 'unknown' | 'last-admin'> {
  return transact(store, async (transaction) => {
    const admins = await transaction.execute<{ editor_id: string }>(sql`
      select editor_id from masthead.memberships
      where workspace_id = ${workspaceId} and role = 'admin' order by editor_id for update`);
    const ofMember = and(eq(memberships.workspaceId, workspaceId), eq(memberships.editorId, editorId));
    const [member] = await transaction.select().from(memberships).where(ofMember);
    if (!member) return 'unknown';
    if (member.role === 'admin' && role !== 'admin' && admins.rows.length === 1) return 'last-admin';
    if (role) {
      await transaction.update(memberships).set({ role }).where(ofMember);
      return 'changed';
    }
    await transaction.delete(memberships).where(ofMember);
    await transaction.execute(sql`
      update masthead.review_items set claimed_by = null, claimed_by_name = null, claim_until = null, claimed_at = null
      where workspace_id = ${workspaceId} and claimed_by = ${`editor:${editorId}`}`);
    await transaction.execute(sql`
      update masthead.editor_sessions set workspace_id = null
      where editor_id = ${editorId} and workspace_id = ${workspaceId}`);
    return 'changed';
  });
}

/** Queries: whether anyone can sign in yet. */
export async function hasEditors(store: Store): Promise<boolean> {
  const found = await store.database.select({ id: memberships.editorId }).from(memberships).limit(1);
  return found.length > 0;
}

/** Queries: the workspace that is open in a session; null when none was chosen. */
export async function openWorkspace(store: Store, sessionId: string): Promise<string | null> {
  const { rows } = await store.database.execute<{ workspace_id: string | null }>(
    sql`select workspace_id from masthead.editor_sessions where id = ${sessionId}`,
  );
  return rows[0]?.workspace_id ?? null;
}

/** Queries: opens a workspace in a session. */
export async function chooseWorkspace(store: Store, sessionId: string, workspaceId: string): Promise<void> {
  await store.database.execute(
    sql`update masthead.editor_sessions set workspace_id = ${workspaceId} where id = ${sessionId}`,
  );
}
