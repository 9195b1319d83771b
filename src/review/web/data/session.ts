import { createContext, useContext } from 'react';

/** Who is signed in, and where. */
export interface Session {
  readonly editor: { readonly id: string; readonly name: string; readonly email: string };
  readonly workspace: { readonly id: string; readonly name: string };
  readonly role: 'viewer' | 'editor' | 'admin';
}

export const SessionContext = createContext<Session | null>(null);

/** @throws outside the gate, where nobody is signed in */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

const rank = { viewer: 0, editor: 1, admin: 2 } as const;

/** Whether who is signed in has at least this role. */
export const useMay = (role: Session['role']): boolean => rank[useSession().role] >= rank[role];

export async function signOut(): Promise<void> {
  location.assign('/desk/');
}
