import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Store } from './store.ts';

/** What a workspace sets for the fact check. */
export const checkSettingsSchema = z.strictObject({
  /** Probability that a text must reach to pass the gate; null for the one that comes with the scorer. */
  gate: z.number().min(0).max(1).nullable(),
});
export type CheckSettings = z.infer<typeof checkSettingsSchema>;

/** The workspace's settings of the fact check; the scorer's own gate where none is set. */
export async function readCheckSettings(store: Store, workspaceId: string): Promise<CheckSettings> {
  const { rows } = await store.database.execute<{ facts: unknown }>(
    sql`select settings -> 'facts' as facts from masthead.workspaces where id = ${workspaceId}`,
  );
  const parsed = checkSettingsSchema.safeParse(rows[0]?.facts);
  return parsed.success ? parsed.data : { gate: null };
}

/** Replaces the workspace's settings of the fact check; its other settings stay. */
export async function saveCheckSettings(store: Store, workspaceId: string, settings: CheckSettings): Promise<void> {
  await store.database.execute(sql`
    update masthead.workspaces set settings = settings || ${JSON.stringify({ facts: settings })}::jsonb
    where id = ${workspaceId}`);
}
