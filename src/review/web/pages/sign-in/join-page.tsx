import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { linkSchema, SessionView } from '../../../schemas/session.ts';
import { request } from '../../data/request.ts';
import { Fault, Waiting } from '../../shell/page.tsx';
import { moment } from '../../shell/when.ts';
import { EmailField, PasswordField } from './credential-fields.tsx';
import { Door } from './door.tsx';

type Link = z.infer<typeof linkSchema>;

/** Comes in by a link that works once: an invitation makes an account, a sign-in link opens one. */
export function JoinPage({ onEnter }: { readonly onEnter: (session: SessionView) => void }) {
  // Behind the #, which browsers send to no server.
  const [token] = useState(() => location.hash.slice(1));
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => request<Link>('/v1/review/links/inspect', { method: 'POST', body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    document.title = 'Come in · Masthead';
  }, []);
  return (
    <Door>
      {link.isPending && <Waiting />}
      {link.error && (
        <div className="form">
          <Fault error={link.error} />
          <a href="/desk/">Sign in with a password instead</a>
        </div>
      )}
      {link.data && <JoinForm link={link.data} token={token} onEnter={onEnter} />}
    </Door>
  );
}

function JoinForm({
  link,
  token,
  onEnter,
}: {
  readonly link: Link;
  readonly token: string;
  readonly onEnter: (session: SessionView) => void;
}) {
  const isNew = link.purpose === 'invitation';
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const open = useMutation({
    mutationFn: () =>
      request<SessionView>('/v1/review/links/open', {
        method: 'POST',
        body: { token, ...(isNew && { name, email }), ...(password && { password }) },
      }),
    onSuccess: onEnter,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <form className="form" onSubmit={send} aria-label="Come in">
      <p>
        {isNew ? (
          <>
            You are invited to <strong>{link.workspace.name}</strong> as {link.role}.
          </>
        ) : (
          <>
            Welcome back, <strong>{link.editor}</strong>.
          </>
        )}{' '}
        <span className="quiet">The link works once, until {moment(link.expiresAt)}.</span>
      </p>
      {isNew && (
        <>
          <div className="field">
            <label htmlFor="name">Your name, as colleagues see it</label>
            <input
              id="name"
              className="input"
              autoComplete="name"
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <EmailField value={email} onChange={setEmail} />
        </>
      )}
      <PasswordField
        value={password}
        onChange={setPassword}
        label={isNew ? 'A password' : 'A new password, if you want one'}
        kept="new-password"
        required={isNew}
        hint={
          isNew
            ? 'At least ten characters. If you have an account with this address already, its password.'
            : 'Leave it empty to keep the one you have.'
        }
      />
      {open.error && <Fault error={open.error} />}
      <div>
        <button type="submit" className="button button--main" disabled={open.isPending}>
          {open.isPending ? 'Opening …' : 'Come in'}
        </button>
      </div>
    </form>
  );
}
