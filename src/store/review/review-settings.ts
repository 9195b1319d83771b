import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Store } from '../store.ts';

/** What a workspace sets for its review. */
export const reviewSettingsSchema = z.strictObject({
  /** Share of texts that two editors read, the second not knowing the first's decision. */
  doubleShare: z.number().min(0).max(1).default(0),
  /** Seconds that a claim lasts when it is not renewed. */
  claimSeconds: z.number().int().min(10).max(3600).default(120),
  /** Least role that sees readers' own ids and clicks; everyone else sees pseudonyms. */
  readersSeenBy: z.enum(['editor', 'admin', 'nobody']).default('admin'),
});
export type ReviewSettings = z.output<typeof reviewSettingsSchema>;

/** Queries: the settings of a workspace's review; what is not set has its default. */
export async function readReviewSettings(store: Store, workspaceId: string): Promise<ReviewSettings> {
  const { rows } = await store.database.execute<{ review: unknown }>(
    sql`select settings -> 'review' as review from masthead.workspaces where id = ${workspaceId}`,
  );
  const parsed = reviewSettingsSchema.safeParse(rows[0]?.review ?? {});
  return parsed.success ? parsed.data : reviewSettingsSchema.parse({});
}

/** Queries: changes some of the settings. @returns all of them */
export async function changeReviewSettings(
  store: Store,
  workspaceId: string,
  changes: Partial<ReviewSettings>,
): Promise<ReviewSettings> {
  await store.database.execute(sql`
    update masthead.workspaces
    set settings = jsonb_set(settings, '{review}', coalesce(settings -> 'review', '{}') || ${JSON.stringify(changes)}::jsonb)
    where id = ${workspaceId}`);
  return readReviewSettings(store, workspaceId);
}
