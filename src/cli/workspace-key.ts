import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorWorkspace } from '../api/workspaces.ts';
import { MastheadApiError } from '../client/api-error.ts';
import type { MastheadClient } from '../client/client.ts';

const fileName = 'workspace-keys.json';

/**
 * The command line's key for a workspace, made with the operator's client when it is first asked for; so is the
 * workspace. Kept in the data folder, readable by its owner only.
 */
export async function workspaceKey(
  operator: MastheadClient,
  { dataDirectory, operatorKey, workspace }: { dataDirectory: string; operatorKey: string; workspace: string },
): Promise<string> {
  if (workspace === operatorWorkspace) return operatorKey;
  const path = join(dataDirectory, fileName);
  const keys = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  if (keys[workspace]) return keys[workspace];
  await operator.administration.createWorkspace({ id: workspace }).catch((error: unknown) => {
    if (!(error instanceof MastheadApiError && error.status === 409)) throw error;
  });
  const { key } = await operator.administration.createApiKey({
    role: 'admin',
    label: 'command line of this machine',
    workspaceId: workspace,
  });
  writeFileSync(path, `${JSON.stringify({ ...keys, [workspace]: key }, null, 2)}\n`, { mode: 0o600 });
  return key;
}
