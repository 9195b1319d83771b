import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { request } from './request.ts';
import { type Session, SessionContext } from './session.ts';

export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useQuery({ queryKey: ['session'], queryFn: () => request<Session>('/v1/review/session') });
  if (!session.data) return null;
  return <SessionContext value={session.data}>{children}</SessionContext>;
}
