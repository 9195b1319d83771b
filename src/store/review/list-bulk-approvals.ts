import { sql } from 'drizzle-orm';
import type { Store } from '../store.ts';

/** Queries: the latest bulk approvals, newest first, at most 200. */
export async function listBulkApprovals(store: Store, workspaceId: string) {
  const { rows } = await store.database.execute<{
    id: string;
    rule: Record<string, unknown>;
    approved: number;
    actor_name: string;
    created_at: string;
  }>(sql`
    select id, rule, approved, actor_name, created_at::text from masthead.review_bulk_approvals
    where workspace_id = ${workspaceId} order by id desc limit 200`);
  return rows.map(({ actor_name: by, created_at: at, ...row }) => ({ ...row, by, at: new Date(at).toISOString() }));
}
