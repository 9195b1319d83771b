import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { invitationSchema, madeLinkSchema, memberSchema, SessionView } from '../../../schemas/session.ts';
import { request } from '../../data/request.ts';
import { useSession } from '../../data/session.ts';
import { Page } from '../../shell/page.tsx';
import { QueryState } from '../../shell/query-state.tsx';
import { useSay } from '../../shell/said.tsx';
import { dayOf, moment } from '../../shell/when.ts';
import { InviteSheet } from './invite-sheet.tsx';
import { LinkSheet } from './link-sheet.tsx';
import { ReviewSettings } from './review-settings.tsx';

type Member = z.infer<typeof memberSchema>;
type Invitation = z.infer<typeof invitationSchema>;
type MadeLink = z.infer<typeof madeLinkSchema>;

const roles: readonly SessionView['role'][] = ['viewer', 'editor', 'admin'];

/** Who may sign in to the workspace, and as what. */
export function EditorsPage() {
  const session = useSession();
  const say = useSay();
  const queries = useQueryClient();
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<MadeLink | null>(null);
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => request<{ rows: Member[] }>('/v1/review/editors', { signal }),
  });
  const invitations = useQuery({
    queryKey: ['invitations'],
    queryFn: ({ signal }) => request<{ rows: Invitation[] }>('/v1/review/invitations', { signal }),
  });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['members'] });
    void queries.invalidateQueries({ queryKey: ['invitations'] });
  };
  const act = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: refresh,
    onError: (error) => say(error.message),
  });
  const change = (id: string, role: string) =>
    act.mutate(() => request(`/v1/review/editors/${id}`, { method: 'PATCH', body: { role } }));
  const takeOut = (id: string) => act.mutate(() => request(`/v1/review/editors/${id}`, { method: 'DELETE' }));
  const makeLink = (id: string) =>
    act.mutate(async () =>
      setLink(await request<MadeLink>(`/v1/review/editors/${id}/sign-in-link`, { method: 'POST' })),
    );
  return (
    <Page
      title="Editors"
      about={`Who signs in to ${session.workspace.name}. A viewer looks, an editor decides, an admin also invites and erases.`}
      actions={
        <button type="button" className="button button--main" onClick={() => setInviting(true)}>
          Invite someone
        </button>
      }
    >
      <QueryState of={members} />
      <div className="scroll-x">
        <table className="rows">
          <thead>
            <tr>
              <th>Name</th>
              <th>E-mail address</th>
              <th className="rows__aside">Since</th>
              <th>Role</th>
              <th className="rows__end">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.data?.rows.map((member) => (
              <tr key={member.id}>
                <td>
                  <strong>{member.name}</strong>
                  {member.id === session.editor?.id && <span className="quiet"> (you)</span>}
                </td>
                <td>{member.email}</td>
                <td className="rows__aside">{dayOf(member.since)}</td>
                <td>
                  <select
                    className="input input--narrow"
                    aria-label={`Role of ${member.name}`}
                    value={member.role}
                    onChange={(event) => change(member.id, event.target.value)}
                  >
                    {roles.map((role) => (
                      <option key={role}>{role}</option>
                    ))}
                  </select>
                </td>
                <td className="rows__end">
                  <button type="button" className="button button--plain" onClick={() => makeLink(member.id)}>
                    Sign-in link
                  </button>
                  <button type="button" className="button button--plain" onClick={() => takeOut(member.id)}>
                    Take out
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(invitations.data?.rows.length ?? 0) > 0 && (
        <section className="editors__open">
          <h2 className="ruled">Open invitations</h2>
          <ul>
            {invitations.data?.rows.map((invitation) => (
              <li key={invitation.id} className="editors__invitation">
                <span>
                  <strong>{invitation.note || 'No note'}</strong>, as {invitation.role}
                </span>
                <span className="quiet">
                  by {invitation.madeBy}, until {moment(invitation.expiresAt)}
                </span>
                <button
                  type="button"
                  className="button button--plain"
                  onClick={() =>
                    act.mutate(() => request(`/v1/review/invitations/${invitation.id}`, { method: 'DELETE' }))
                  }
                >
                  Take back
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ReviewSettings />
      {inviting && (
        <InviteSheet
          onClose={() => setInviting(false)}
          onInvited={(made) => {
            setInviting(false);
            setLink(made);
            refresh();
          }}
        />
      )}
      {link && <LinkSheet link={link} onClose={() => setLink(null)} />}
    </Page>
  );
}
