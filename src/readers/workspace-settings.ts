import { createHash } from 'node:crypto';
import { type ProfileSettings, profileSettingsFor } from '../../profiles/settings/profile-settings.ts';
import type { Store } from '../store/store.ts';
import { findWorkspace, saveWorkspaceSettings } from '../store/workspaces.ts';

/** Where a workspace's settings keep those of its readers' profiles. */
const part = 'profiles';

/** A workspace's decisions on its readers' profiles. */
export interface WorkspaceProfileSettings {
  readonly settings: ProfileSettings;
  /** What the workspace has set; the rest is default. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Changes with anything that a snapshot depends on; how often snapshots are taken is no such thing. */
  readonly hash: string;
}

/** The settings of a workspace. @throws SettingsError where they were written by hand and are wrong */
export async function workspaceProfileSettings(store: Store, workspaceId: string): Promise<WorkspaceProfileSettings> {
  const workspace = await findWorkspace(store, workspaceId);
  const overrides = (workspace?.settings[part] ?? {}) as Record<string, unknown>;
  const settings = profileSettingsFor(overrides);
  const { schedule: _, ...content } = settings;
  return { settings, overrides, hash: createHash('sha256').update(JSON.stringify(content)).digest('hex') };
}

/** Replaces the settings of a workspace. @throws SettingsError naming every wrong field */
export async function setWorkspaceProfileSettings(
  store: Store,
  workspaceId: string,
  overrides: Record<string, unknown>,
): Promise<ProfileSettings> {
  const settings = profileSettingsFor(overrides);
  await saveWorkspaceSettings(store, workspaceId, part, overrides);
  return settings;
}
