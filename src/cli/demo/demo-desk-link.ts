import { linkPath } from '../../review/link-path.ts';
import { createDeskLink } from '../../store/editors/desk-links.ts';
import { ensureEditor } from '../../store/editors/find-editor.ts';
import { addMember } from '../../store/editors/memberships.ts';
import type { Store } from '../../store/store.ts';

/** An address that can be nobody's (RFC 2606): this editor has no password and comes in by links alone. */
const email = 'demo@masthead.invalid';

/** Makes the demo's editor, once, and a link that signs them in. @returns the link's path on the server */
export async function demoDeskLink(store: Store, workspaceId: string): Promise<string> {
  const editorId = await ensureEditor(store, { name: 'Demo editor', email });
  await addMember(store.database, workspaceId, editorId, 'admin');
  const given = { purpose: 'sign-in', role: 'admin', editorId, madeBy: 'demo', hours: 1 } as const;
  return linkPath((await createDeskLink(store, workspaceId, given)).token);
}
