import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { SessionView } from '../../../schemas/session.ts';
import { request } from '../../data/request.ts';
import { Fault } from '../../shell/page.tsx';
import { EmailField, PasswordField } from './credential-fields.tsx';
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
        <EmailField value={email} onChange={setEmail} />
        <PasswordField value={password} onChange={setPassword} kept="current-password" />
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
