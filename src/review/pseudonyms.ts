import { createHmac } from 'node:crypto';
import { storeSecret } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';

/** Crockford's base 32 in lower case: no letter that is taken for another. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A reader's name at the desk: HMAC-SHA-256 (RFC 2104) of the user id under a key of the workspace, cut to 50 bits. The
 * same reader has the same name throughout a workspace, and another one in the next; without the key nobody can try ids.
 */
export function pseudonym(key: string, userId: string): string {
  const digest = createHmac('sha256', key).update(userId).digest();
  const letters = Array.from({ length: 10 }, (_, index) => alphabet[digest[index]! & 31]);
  return `reader-${letters.join('')}`;
}

/** Keys that were read from each store: they never change. */
const keys = new WeakMap<Store, Map<string, Promise<string>>>();

/** Makes pseudonyms for one workspace. */
export async function pseudonymsOf(store: Store, workspaceId: string): Promise<(userId: string) => string> {
  const known = keys.get(store) ?? new Map<string, Promise<string>>();
  keys.set(store, known);
  const key = known.get(workspaceId) ?? storeSecret(store, `pseudonyms of ${workspaceId}`);
  known.set(workspaceId, key);
  key.catch(() => known.delete(workspaceId));
  const secret = await key;
  return (userId) => pseudonym(secret, userId);
}
