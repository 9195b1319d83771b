import { and, type Column, desc, eq, lt, type SQL } from 'drizzle-orm';
import type { PageRequest } from './page.ts';

/**
 * A page of a workspace's rows, newest first: ids are made in the order of time.
 * @param equal what columns are to hold; one whose value is not given is not asked about
 */
export function newestFirst(
  table: { readonly id: Column; readonly workspaceId: Column },
  workspaceId: string,
  { after, limit }: PageRequest,
  equal: readonly (readonly [Column, string | undefined])[],
  ...more: readonly (SQL | undefined)[]
): { where: SQL | undefined; order: SQL; limit: number } {
  const where = and(
    eq(table.workspaceId, workspaceId),
    ...equal.map(([column, value]) => (value ? eq(column, value) : undefined)),
    after ? lt(table.id, after) : undefined,
    ...more,
  );
  // One more than asked for, by which `pageOf` tells whether there are further rows.
  return { where, order: desc(table.id), limit: limit + 1 };
}
