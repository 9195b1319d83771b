import type { Context } from 'hono';
import type { SessionView } from '../../review/schemas/session.ts';
import type { EditorRole } from '../../store/editor-tables.ts';
import type { ApiKeyRole } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { findWorkspace } from '../../store/workspaces.ts';
import type { ApiEnvironment, Principal } from '../context.ts';
import type { EditorSessions, FoundSession } from '../editor-sessions.ts';
import { ApiProblem } from '../problem.ts';
import { seesReaders } from '../readers-seen.ts';

const editorRole: Readonly<Record<ApiKeyRole, EditorRole>> = { read: 'viewer', write: 'editor', admin: 'admin' };

/** An editor's session as callers see it. */
export function sessionView({ principal, memberships }: FoundSession): SessionView {
  const workspaces = memberships.map(({ workspaceId: id, name, role }) => ({ id, name, role }));
  const open = workspaces.find(({ id }) => id === principal.workspaceId)!;
  return {
    actorId: principal.id,
    name: principal.name,
    editor: { id: principal.editor.id, email: principal.editor.email },
    workspace: { id: open.id, name: open.name },
    role: open.role,
    workspaces,
    seesReaders: seesReaders(principal),
  };
}

/** An API key, in the same words. */
export async function keySessionView(store: Store, principal: Principal): Promise<SessionView> {
  const workspace = await findWorkspace(store, principal.workspaceId);
  const { id, name } = workspace ?? { id: principal.workspaceId, name: principal.workspaceId };
  const role = editorRole[principal.role];
  return {
    actorId: principal.id,
    name: principal.name,
    editor: null,
    workspace: { id, name },
    role,
    workspaces: [{ id, name, role }],
    seesReaders: seesReaders(principal),
  };
}

/**
 * The session that cookies just made open.
 * @throws ApiProblem 403 when the editor belongs to no workspace
 */
export async function sessionViewOfCookies(
  context: Context<ApiEnvironment>,
  sessions: EditorSessions,
  headers: Headers,
): Promise<SessionView> {
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const found = await sessions.identifyCookie(context, cookie);
  if (!found) throw new ApiProblem('internal', 'The session that was just opened is not to be found.');
  return sessionView(found);
}
