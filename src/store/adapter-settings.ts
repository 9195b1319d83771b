import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { adapterNameSchema } from '../../queues/job-contract.ts';
import type { Store } from './store.ts';

/** Which adapters a workspace writes with. */
export const adapterSettingsSchema = z.strictObject({
  /** By kind of job; null for the one that the server takes by itself, `none` for the model as it is. */
  headline: adapterNameSchema.nullable().default(null),
  'ad-title': adapterNameSchema.nullable().default(null),
});
export type AdapterSettings = z.output<typeof adapterSettingsSchema>;

/** The workspace's choice of adapters; the server's own where none is made. */
export async function readAdapterSettings(store: Store, workspaceId: string): Promise<AdapterSettings> {
  const { rows } = await store.database.execute<{ adapters: unknown }>(
    sql`select settings -> 'adapters' as adapters from masthead.workspaces where id = ${workspaceId}`,
  );
  const parsed = adapterSettingsSchema.safeParse(rows[0]?.adapters ?? {});
  return parsed.success ? parsed.data : adapterSettingsSchema.parse({});
}

/** Replaces the workspace's choice of adapters; its other settings stay. */
export async function saveAdapterSettings(store: Store, workspaceId: string, settings: AdapterSettings): Promise<void> {
  await store.database.execute(sql`
    update masthead.workspaces set settings = settings || ${JSON.stringify({ adapters: settings })}::jsonb
    where id = ${workspaceId}`);
}
