import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorWorkspace } from '../api/workspaces.ts';
import { ensureApiKey } from '../store/api-keys.ts';
import type { Store } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';

const fileName = 'operator-key';

/** The key with which the command line on this machine speaks to the server; null before the first start. */
export function readOperatorKey(dataDirectory: string): string | null {
  const path = join(dataDirectory, fileName);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}

/**
 * Makes the operator's key at first start: an admin key of the workspace `default`, in a file of the data folder that
 * only its owner may read.
 */
export async function ensureOperatorKey(store: Store, dataDirectory: string): Promise<string> {
  let key = readOperatorKey(dataDirectory);
  if (!key) {
    key = `mh_${randomBytes(24).toString('base64url')}`;
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    writeFileSync(join(dataDirectory, fileName), `${key}\n`, { mode: 0o600 });
  }
  await ensureWorkspace(store, { id: operatorWorkspace });
  await ensureApiKey(store, operatorWorkspace, { secret: key, role: 'admin', label: 'command line of this machine' });
  return key;
}
