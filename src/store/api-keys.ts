import { randomBytes } from 'node:crypto';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { sha256Hex } from './content-hash.ts';
import { type ApiKeyRole, apiKeys } from './schema.ts';
import type { Store } from './store.ts';
import { uuidVersion7 } from './uuid-version-7.ts';

export type ApiKey = Omit<typeof apiKeys.$inferSelect, 'sha256'>;

const shown = {
  id: apiKeys.id,
  workspaceId: apiKeys.workspaceId,
  role: apiKeys.role,
  label: apiKeys.label,
  createdAt: apiKeys.createdAt,
  revokedAt: apiKeys.revokedAt,
};

/** Makes a key. The text is returned this once; the store keeps its sha256 alone. */
export async function createApiKey(
  store: Store,
  workspaceId: string,
  key: { readonly role: ApiKeyRole; readonly label: string },
): Promise<{ apiKey: ApiKey; secret: string }> {
  const secret = `mh_${randomBytes(24).toString('base64url')}`;
  const apiKey = await insertApiKey(store, workspaceId, { ...key, secret });
  if (!apiKey) throw new Error('a new random key collided with an old one; try again');
  return { apiKey, secret };
}

/**
 * Makes a key of a known text, e.g. `MASTHEAD_API_KEY` as the admin key of a workspace. Does nothing if the text is a key already.
 * @returns whether the key is new
 */
export async function ensureApiKey(
  store: Store,
  workspaceId: string,
  key: { readonly secret: string; readonly role: ApiKeyRole; readonly label: string },
): Promise<boolean> {
  return (await insertApiKey(store, workspaceId, key)) !== null;
}

/** The key of that text, unless it is unknown or revoked. */
export async function findApiKey(store: Store, secret: string): Promise<ApiKey | null> {
  const [found] = await store.database
    .select(shown)
    .from(apiKeys)
    .where(and(eq(apiKeys.sha256, sha256Hex(secret)), isNull(apiKeys.revokedAt)));
  return found ?? null;
}

/** Oldest first, with the revoked ones. */
export async function listApiKeys(store: Store, workspaceId: string): Promise<ApiKey[]> {
  return store.database
    .select(shown)
    .from(apiKeys)
    .where(eq(apiKeys.workspaceId, workspaceId))
    .orderBy(asc(apiKeys.id));
}

/** @returns whether there was such a key in force */
export async function revokeApiKey(store: Store, workspaceId: string, id: string): Promise<boolean> {
  const revoked = await store.database
    .update(apiKeys)
    .set({ revokedAt: new Date() })
    .where(and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return revoked.length > 0;
}

async function insertApiKey(
  store: Store,
  workspaceId: string,
  key: { readonly secret: string; readonly role: ApiKeyRole; readonly label: string },
): Promise<ApiKey | null> {
  const [made] = await store.database
    .insert(apiKeys)
    .values({ id: uuidVersion7(), workspaceId, sha256: sha256Hex(key.secret), role: key.role, label: key.label })
    .onConflictDoNothing()
    .returning(shown);
  return made ?? null;
}
