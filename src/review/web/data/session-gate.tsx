import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useLocation } from 'wouter';
import type { SessionView } from '../../schemas/session.ts';
import { JoinPage } from '../pages/sign-in/join-page.tsx';
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx';
import { Fault } from '../shell/page.tsx';
import { Problem } from './problem.ts';
import { request, whenSignedOut } from './request.ts';
import { SessionContext } from './session.ts';

const sessionKey = ['session'];

/** Lets those in who are signed in; shows the door to everybody else, and to whoever comes by a link. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [place, go] = useLocation();
  const joining = place === '/join';
  const session = useQuery({
    queryKey: sessionKey,
    queryFn: () =>
      request<SessionView>('/v1/review/session').catch((error) => {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: !joining,
  });
  useEffect(() => whenSignedOut(() => queries.setQueryData(sessionKey, null)), [queries]);
  const enter = (found: SessionView) => {
    queries.clear();
    queries.setQueryData(sessionKey, found);
    if (joining) go('/queue', { replace: true });
  };
  if (joining) return <JoinPage onEnter={enter} />;
  if (session.error)
    return (
      <main className="page">
        <Fault error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  if (session.data === undefined) return null;
  if (session.data === null) return <SignInPage onEnter={enter} />;
  return <SessionContext value={session.data}>{children}</SessionContext>;
}
