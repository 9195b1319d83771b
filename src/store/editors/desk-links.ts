import { randomBytes } from 'node:crypto';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { sha256Hex } from '../content-hash.ts';
import { deskLinks, type EditorRole } from '../editor-tables.ts';
import type { Store } from '../store.ts';
import { uuidVersion7 } from '../uuid-version-7.ts';

export type DeskLink = Omit<typeof deskLinks.$inferSelect, 'tokenSha256'>;

/** What a link is to open. */
export interface NewDeskLink {
  readonly purpose: 'invitation' | 'sign-in';
  readonly role: EditorRole;
  /** Whom a sign-in link signs in. */
  readonly editorId?: string;
  readonly note?: string;
  /** Who made it, in words. */
  readonly madeBy: string;
  readonly hours: number;
}

/** Queries: makes a link. Its token is returned this once; the store keeps its sha256 alone. */
export async function createDeskLink(
  store: Store,
  workspaceId: string,
  given: NewDeskLink,
): Promise<{ link: DeskLink; token: string }> {
  const token = randomBytes(24).toString('base64url');
  const [row] = await store.database
    .insert(deskLinks)
    .values({
      id: uuidVersion7(),
      workspaceId,
      tokenSha256: sha256Hex(token),
      purpose: given.purpose,
      role: given.role,
      editorId: given.editorId ?? null,
      note: given.note ?? '',
      madeBy: given.madeBy,
      expiresAt: new Date(Date.now() + given.hours * 3_600_000),
    })
    .returning();
  const { tokenSha256: _, ...link } = row!;
  return { link, token };
}

const good = and(isNull(deskLinks.usedAt), isNull(deskLinks.revokedAt), gt(deskLinks.expiresAt, sql`now()`));

/** Queries: the link of a token, if it can still be used. */
export async function findDeskLink(store: Store, token: string): Promise<DeskLink | null> {
  const [row] = await store.database
    .select()
    .from(deskLinks)
    .where(and(eq(deskLinks.tokenSha256, sha256Hex(token)), good));
  if (!row) return null;
  const { tokenSha256: _, ...link } = row;
  return link;
}

/** Queries: uses a link up, in one statement: of two who open it at once one gets in. @returns whether it was good */
export async function useDeskLink(store: Store, id: string): Promise<boolean> {
  const used = await store.database
    .update(deskLinks)
    .set({ usedAt: new Date() })
    .where(and(eq(deskLinks.id, id), good))
    .returning({ id: deskLinks.id });
  return used.length > 0;
}

/** Queries: gives a link back that was used up for an account which could not be made. */
export async function restoreDeskLink(store: Store, id: string): Promise<void> {
  await store.database.update(deskLinks).set({ usedAt: null }).where(eq(deskLinks.id, id));
}

/** Queries: invitations that can still be used, newest first. */
export async function listInvitations(store: Store, workspaceId: string): Promise<DeskLink[]> {
  const rows = await store.database
    .select()
    .from(deskLinks)
    .where(and(eq(deskLinks.workspaceId, workspaceId), eq(deskLinks.purpose, 'invitation'), good))
    .orderBy(desc(deskLinks.id));
  return rows.map(({ tokenSha256: _, ...link }) => link);
}

/** Queries: makes a link useless. @returns whether there was such a one */
export async function revokeDeskLink(store: Store, workspaceId: string, id: string): Promise<boolean> {
  const revoked = await store.database
    .update(deskLinks)
    .set({ revokedAt: new Date() })
    .where(and(eq(deskLinks.workspaceId, workspaceId), eq(deskLinks.id, id), good))
    .returning({ id: deskLinks.id });
  return revoked.length > 0;
}

/** Queries: makes all links of one maker useless, e.g. those that earlier starts printed. */
export async function revokeLinksOf(store: Store, workspaceId: string, madeBy: string): Promise<void> {
  await store.database
    .update(deskLinks)
    .set({ revokedAt: new Date() })
    .where(and(eq(deskLinks.workspaceId, workspaceId), eq(deskLinks.madeBy, madeBy), good));
}
