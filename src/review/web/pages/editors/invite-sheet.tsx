import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import type { madeLinkSchema, SessionView } from '../../../schemas/session.ts';
import { request } from '../../data/request.ts';
import { Fault } from '../../shell/page.tsx';
import { Sheet } from '../../shell/sheet.tsx';

type MadeLink = z.infer<typeof madeLinkSchema>;

/** Makes a link that lets one person in. */
export function InviteSheet({
  onInvited,
  onClose,
}: {
  readonly onInvited: (link: MadeLink) => void;
  readonly onClose: () => void;
}) {
  const [role, setRole] = useState<SessionView['role']>('editor');
  const [note, setNote] = useState('');
  const invite = useMutation({
    mutationFn: () => request<MadeLink>('/v1/review/invitations', { method: 'POST', body: { role, note } }),
    onSuccess: onInvited,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <Sheet title="Invite someone" onClose={onClose}>
      <form className="form" onSubmit={send}>
        <div className="field">
          <label htmlFor="invite-role">As what</label>
          <select
            id="invite-role"
            className="input"
            value={role}
            onChange={(event) => setRole(event.target.value as SessionView['role'])}
          >
            <option value="viewer">Viewer: looks</option>
            <option value="editor">Editor: decides</option>
            <option value="admin">Admin: also invites and erases</option>
          </select>
        </div>
        <div className="field">
          <label htmlFor="invite-note">Whom it is for</label>
          <input
            id="invite-note"
            className="input"
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <small>For your own memory; it is not sent to anybody.</small>
        </div>
        {invite.error && <Fault error={invite.error} />}
        <div className="sheet__actions">
          <button type="submit" className="button button--main" disabled={invite.isPending}>
            Make the link
          </button>
        </div>
      </form>
    </Sheet>
  );
}
