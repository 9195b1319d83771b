import { ensureApiKey } from '../store/api-keys.ts';
import type { Store } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { operatorWorkspace } from './workspaces.ts';

/**
 * Makes what every store needs before its API is of use: the workspace `default` and, if a key was given, its admin
 * key. Doing it again changes nothing; a key that was revoked stays revoked.
 *
 * @param apiKey from MASTHEAD_API_KEY
 * @returns whether the key is new
 */
export async function bootstrapStore(store: Store, apiKey: string | undefined): Promise<{ keyIsNew: boolean }> {
  await ensureWorkspace(store, { id: operatorWorkspace, name: 'Default' });
  if (apiKey === undefined) return { keyIsNew: false };
  const keyIsNew = await ensureApiKey(store, operatorWorkspace, {
    secret: apiKey,
    role: 'admin',
    label: 'MASTHEAD_API_KEY',
  });
  return { keyIsNew };
}
