import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { SessionView } from '../../../schemas/session.ts';
import { request } from '../../data/request.ts';
import { Fault } from '../../shell/page.tsx';
import { Door } from './door.tsx';

/** Sign in with address and password. */
export function SignInPage({ onEnter }: { readonly onEnter: (session: SessionView) => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => request<SessionView>('/v1/review/session', { method: 'POST', body: { email, password } }),
    onSuccess: onEnter,
  });
  useEffect(() => {
    document.title = 'Sign in · Masthead';
  }, []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Door>
      <form className="form" onSubmit={send} aria-label="Sign in">
        <div className="field">
          <label htmlFor="email">E-mail address</label>
          <input
            id="email"
            className="input"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="password">Password</label>
          <input
            id="password"
            className="input"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </div>
        {signIn.error && <Fault error={signIn.error} />}
        <div>
          <button type="submit" className="button button--main" disabled={signIn.isPending}>
            {signIn.isPending ? 'Signing in …' : 'Sign in'}
          </button>
        </div>
        <p className="hint">
          No account yet, or the password lost? An admin of your workspace makes a link for you under Editors.
        </p>
      </form>
    </Door>
  );
}
