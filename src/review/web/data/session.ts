import { createContext, useContext } from 'react';
import type { SessionView } from '../../schemas/session.ts';
import { request } from './request.ts';

/** Null outside the gate, where nobody is signed in. */
export const SessionContext = createContext<SessionView | null>(null);

/** Who is signed in, and where. @throws where nobody is */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

const rank = { viewer: 0, editor: 1, admin: 2 } as const;

/** Whether who is signed in has at least this role. */
export const useMay = (role: SessionView['role']): boolean => rank[useSession().role] >= rank[role];

/** Ends the session and goes back to the door; what was read is forgotten with the page. */
export async function signOut(): Promise<void> {
  await request('/v1/review/session', { method: 'DELETE' }).catch(() => undefined);
  location.assign('/desk/');
}

/** Opens another workspace of the editor's; the page begins anew there. */
export async function openWorkspace(workspaceId: string): Promise<void> {
  await request('/v1/review/session/workspace', { method: 'PUT', body: { workspaceId } });
  location.assign('/desk/queue');
}
