import { and, desc, eq, getTableColumns, lt, lte, sql } from 'drizzle-orm';
import type { Surge } from '../../profiles/denoise/surges.ts';
import type { RemovalReport } from '../../profiles/privacy/removal-report.ts';
import type { Representative } from '../../profiles/segments/segment-index.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { segmentReaders, snapshots } from './schema.ts';
import type { Executor, Store } from './store.ts';
import { transact } from './transact.ts';

/** What is kept of a snapshot, beside the readers who stand for its segments; vectors as base64. */
export interface SnapshotBody {
  readonly surges: readonly Surge[];
  readonly medianDwellSeconds: number | null;
  readonly itemIds: readonly string[];
  readonly averageReader: string | null;
  readonly clusterCentres: readonly string[];
  /** Readers of each segment. */
  readonly segmentSizes: readonly number[];
  readonly removedDirections: readonly string[];
  /** By attribute: what a linear probe could read before it was taken out, and after. */
  readonly removals: Readonly<Record<string, RemovalReport>>;
  readonly readers: SnapshotReaders;
}

/** Whose events a snapshot was made from. */
export interface SnapshotReaders {
  readonly total: number;
  readonly consent: Readonly<Record<'given' | 'refused' | 'unknown', number>>;
  /** Of these, from whom nothing is learnt. */
  readonly withheld: number;
}

export type StoredSnapshot = typeof snapshots.$inferSelect;
export type SegmentReader = Representative & { readonly userId: string };

/** The newest snapshot of a workspace, or null. */
export async function newestSnapshot(store: Store, workspaceId: string): Promise<StoredSnapshot | null> {
  const [found] = await store.database
    .select()
    .from(snapshots)
    .where(eq(snapshots.workspaceId, workspaceId))
    .orderBy(desc(snapshots.number))
    .limit(1);
  return found ?? null;
}

/** What of the newest snapshot tells whether the next is due; its body stays where it is. */
export async function newestSnapshotOutline(
  store: Store,
  workspaceId: string,
): Promise<Omit<StoredSnapshot, 'body'> | null> {
  const { body: _, ...columns } = getTableColumns(snapshots);
  const [found] = await store.database
    .select(columns)
    .from(snapshots)
    .where(eq(snapshots.workspaceId, workspaceId))
    .orderBy(desc(snapshots.number))
    .limit(1);
  return found ?? null;
}

/** Newest first. */
export async function listSnapshots(
  store: Store,
  workspaceId: string,
  { after, limit }: PageRequest,
): Promise<Page<StoredSnapshot & { id: string }>> {
  const rows = await store.database
    .select()
    .from(snapshots)
    .where(and(eq(snapshots.workspaceId, workspaceId), after ? lt(snapshots.number, Number(after)) : undefined))
    .orderBy(desc(snapshots.number))
    .limit(limit + 1);
  return pageOf(
    rows.map((row) => ({ ...row, id: String(row.number) })),
    limit,
  );
}

/** The readers who stand for a snapshot's segments, by id. */
export async function readersOfSegments(store: Store, workspaceId: string, number: number): Promise<SegmentReader[]> {
  const rows = await store.database
    .select()
    .from(segmentReaders)
    .where(and(eq(segmentReaders.workspaceId, workspaceId), eq(segmentReaders.snapshot, number)))
    .orderBy(segmentReaders.segment, segmentReaders.userId);
  return rows.map(({ userId, segment, shares }) => ({ userId, segment, shares: Float32Array.from(shares) }));
}

/** Whom a snapshot was made from. */
export interface SnapshotReadersKept {
  /** Who stands for its segments. */
  readonly representatives: readonly SegmentReader[];
  /** Ids of all whose events it counts, or of those drawn. */
  readonly readers: readonly string[];
  /** Snapshots that are kept. */
  readonly kept: number;
}

/**
 * Keeps a snapshot under the next number and drops those that are too many. One that says what the newest says (same
 * content, and that not outdated) takes its place under its number. Where one of its readers was erased meanwhile it is
 * outdated from the start.
 */
export async function saveSnapshot(
  store: Store,
  workspaceId: string,
  snapshot: Omit<typeof snapshots.$inferInsert, 'workspaceId' | 'number'>,
  { representatives, readers, kept }: SnapshotReadersKept,
): Promise<StoredSnapshot> {
  return transact(store, async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${workspaceId} || '/snapshots', 0))`);
    const [newest] = await transaction
      .select()
      .from(snapshots)
      .where(eq(snapshots.workspaceId, workspaceId))
      .orderBy(desc(snapshots.number))
      .limit(1);
    if (newest && newest.contentId === snapshot.contentId && !newest.outdated) {
      const { events, items } = snapshot;
      await transaction
        .update(snapshots)
        .set({ events, items })
        .where(and(eq(snapshots.workspaceId, workspaceId), eq(snapshots.number, newest.number)));
      return { ...newest, events, items };
    }
    const number = (newest?.number ?? 0) + 1;
    const here = await presentUsers(transaction, workspaceId, readers);
    const outdated = readers.some((id) => !here.has(id));
    const [made] = await transaction
      .insert(snapshots)
      .values({ ...snapshot, workspaceId, number, outdated })
      .returning();
    const present = representatives.filter(({ userId }) => here.has(userId));
    for (let start = 0; start < present.length; start += 500)
      await transaction.insert(segmentReaders).values(
        present.slice(start, start + 500).map(({ userId, segment, shares }) => ({
          workspaceId,
          snapshot: number,
          userId,
          segment,
          shares: [...shares],
        })),
      );
    await transaction
      .delete(snapshots)
      .where(and(eq(snapshots.workspaceId, workspaceId), lte(snapshots.number, number - kept)));
    return made!;
  });
}

/** Which of these users are there; they stay so until the transaction ends. */
async function presentUsers(executor: Executor, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await executor.execute<{ id: string }>(
    sql`select id from masthead.users where workspace_id = ${workspaceId} and id = any(${sql.param([...ids])}::text[])
        for key share`,
  );
  return new Set(rows.map(({ id }) => id));
}
