import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Item, ItemKind, VersionedItem } from '../../datasets/item.ts';
import { contentHash } from './content-hash.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { renameSections, retireReviews } from './review/enter-review.ts';
import { items } from './schema.ts';
import type { Executor, Store } from './store.ts';
import { transact } from './transact.ts';

/** Rows a statement carries: PostgreSQL takes at most 65,535 parameters, an item has 14. */
const chunkLength = 2000;

/** What became of an item that was sent. */
export interface UpsertedItem {
  readonly id: string;
  readonly version: number;
  /** A first version, a new one because the content changed, or the same as before. */
  readonly outcome: 'created' | 'new-version' | 'unchanged';
}

/**
 * Makes or changes items. Changed title, summary, body or facts make a new version, which becomes the current one;
 * category, language and dates are corrected in place. Of several with one id the last counts.
 * @returns one entry for each distinct id, in the order of first mention
 */
export async function upsertItems(store: Store, workspaceId: string, given: readonly Item[]): Promise<UpsertedItem[]> {
  const distinct = [...new Map(given.map((item) => [item.id, item])).values()];
  const outcomes: UpsertedItem[] = [];
  for (let start = 0; start < distinct.length; start += chunkLength) {
    const chunk = distinct.slice(start, start + chunkLength);
    outcomes.push(...(await transact(store, (transaction) => upsertChunk(transaction, workspaceId, chunk))));
  }
  return outcomes;
}

/** The current version of an item, or the version asked for; null if there is none. */
export async function findItem(
  store: Store,
  workspaceId: string,
  id: string,
  version?: number,
): Promise<VersionedItem | null> {
  const [found] = await store.database
    .select()
    .from(items)
    .where(
      and(
        eq(items.workspaceId, workspaceId),
        eq(items.id, id),
        version === undefined ? eq(items.current, true) : eq(items.version, version),
      ),
    );
  return found ? versionedItem(found) : null;
}

/** The current versions of these items by id; unknown ids are missing from the map. */
export async function findItems(
  store: Store,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, VersionedItem>> {
  const found = new Map<string, VersionedItem>();
  const distinct = [...new Set(ids)];
  for (let start = 0; start < distinct.length; start += 10_000) {
    const rows = await store.database
      .select()
      .from(items)
      .where(
        and(
          eq(items.workspaceId, workspaceId),
          inArray(items.id, distinct.slice(start, start + 10_000)),
          eq(items.current, true),
        ),
      );
    for (const row of rows) found.set(row.id, versionedItem(row));
  }
  return found;
}

/**
 * The versions of these items that were current at a time, by id; of an item that came later, its first. So the same time
 * always gives the same versions.
 */
export async function findItemsAt(
  store: Store,
  workspaceId: string,
  ids: readonly string[],
  at: Date,
): Promise<Map<string, VersionedItem>> {
  const found = new Map<string, typeof items.$inferSelect>();
  const distinct = [...new Set(ids)];
  for (let start = 0; start < distinct.length; start += 10_000) {
    const rows = await store.database
      .select()
      .from(items)
      .where(and(eq(items.workspaceId, workspaceId), inArray(items.id, distinct.slice(start, start + 10_000))))
      .orderBy(asc(items.id), asc(items.version));
    for (const row of rows) if (!found.has(row.id) || row.createdAt <= at) found.set(row.id, row);
  }
  return new Map([...found].map(([id, row]) => [id, versionedItem(row)]));
}

/** Current versions, by id. */
export async function listItems(
  store: Store,
  workspaceId: string,
  page: PageRequest & { readonly kind?: ItemKind; readonly category?: string },
): Promise<Page<VersionedItem>> {
  const conditions: (SQL | undefined)[] = [
    eq(items.workspaceId, workspaceId),
    eq(items.current, true),
    page.kind ? eq(items.kind, page.kind) : undefined,
    page.category ? eq(items.category, page.category) : undefined,
    page.after ? gt(items.id, page.after) : undefined,
  ];
  const rows = await store.database
    .select()
    .from(items)
    .where(and(...conditions))
    .orderBy(asc(items.id))
    .limit(page.limit + 1);
  return pageOf(rows.map(versionedItem), page.limit);
}

async function upsertChunk(executor: Executor, workspaceId: string, chunk: readonly Item[]): Promise<UpsertedItem[]> {
  const ids = chunk.map((item) => item.id);
  // Two writers of the same items take turns; ids in order, so that they cannot wait for each other in a ring.
  await executor.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${workspaceId} || '/' || id, 0)) from (select unnest(${sql.param(ids)}::text[]) as id order by 1) as wanted`,
  );
  const known = new Map(
    (
      await executor
        .select({ id: items.id, version: items.version, contentHash: items.contentHash })
        .from(items)
        .where(and(eq(items.workspaceId, workspaceId), inArray(items.id, ids), eq(items.current, true)))
    ).map((row) => [row.id, row]),
  );
  const rows = chunk.map((item) => {
    const hash = itemContentHash(item);
    const before = known.get(item.id);
    const outcome = !before ? 'created' : before.contentHash === hash ? 'unchanged' : 'new-version';
    const version = outcome === 'new-version' ? before!.version + 1 : (before?.version ?? 1);
    return { item, hash, outcome, version } as const;
  });
  const replaced = rows.filter((row) => row.outcome === 'new-version').map((row) => row.item.id);
  if (replaced.length > 0) {
    await executor
      .update(items)
      .set({ current: false })
      .where(and(eq(items.workspaceId, workspaceId), inArray(items.id, replaced), eq(items.current, true)));
  }
  await executor
    .insert(items)
    .values(
      rows.map(({ item, hash, version }) => ({
        ...item,
        workspaceId,
        version,
        current: true,
        publishedAt: item.publishedAt ? new Date(item.publishedAt) : null,
        contentHash: hash,
      })),
    )
    .onConflictDoUpdate({
      target: [items.workspaceId, items.id, items.version],
      set: {
        category: sql`excluded.category`,
        language: sql`excluded.language`,
        publishedAt: sql`excluded.published_at`,
        wordCount: sql`excluded.word_count`,
      },
    });
  if (replaced.length > 0) await retireReviews(executor, workspaceId, replaced);
  if (known.size > 0) await renameSections(executor, workspaceId, [...known.keys()]);
  return rows.map(({ item, version, outcome }) => ({ id: item.id, version, outcome }));
}

function itemContentHash(item: Item): string {
  return contentHash({
    kind: item.kind,
    title: item.title,
    summary: item.summary,
    body: item.body,
    facts: item.facts,
  });
}

function versionedItem(row: typeof items.$inferSelect): VersionedItem {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    title: row.title,
    ...(row.summary !== null && { summary: row.summary }),
    ...(row.body !== null && { body: row.body }),
    ...(row.category !== null && { category: row.category }),
    ...(row.language !== null && { language: row.language }),
    ...(row.publishedAt !== null && { publishedAt: row.publishedAt.toISOString() }),
    ...(row.wordCount !== null && { wordCount: row.wordCount }),
    ...(row.facts !== null && { facts: row.facts }),
  };
}
