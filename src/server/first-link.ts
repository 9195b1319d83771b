import { operatorWorkspace } from '../api/workspaces.ts';
import { linkPath } from '../review/link-path.ts';
import { createDeskLink, revokeLinksOf } from '../store/editors/desk-links.ts';
import { hasEditors } from '../store/editors/memberships.ts';
import type { Store } from '../store/store.ts';

const madeBy = 'first start';
/** Hours that the link lasts: long enough to find it in a log in the morning. */
export const firstLinkHours = 24;

/**
 * While nobody can sign in yet, a link that makes the first admin. Each start makes a new one and the earlier ones useless.
 * @returns its path on the server, or null when there are editors
 */
export async function firstAdminLink(store: Store): Promise<string | null> {
  if (await hasEditors(store)) return null;
  await revokeLinksOf(store, operatorWorkspace, madeBy);
  const given = { purpose: 'invitation', role: 'admin', madeBy, hours: firstLinkHours } as const;
  const { token } = await createDeskLink(store, operatorWorkspace, given);
  return linkPath(token);
}
