import { and, asc, desc, eq, gt, lt } from 'drizzle-orm';
import type { WritingKind } from '../../queues/job-contract.ts';
import { audienceKey, type ResultAudience } from '../../queues/job-result.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';
import { results, variants } from './schema.ts';
import type { Store } from './store.ts';

export type VariantRow = typeof variants.$inferSelect;
/** What one job gave one audience, with the variant it chose. */
export type ResultRow = typeof results.$inferSelect & { readonly variant: VariantRow };

/** A job's results, in the order of its audience; none until it is done. */
export async function listJobResults(store: Store, workspaceId: string, jobId: string): Promise<ResultRow[]> {
  const rows = await store.database
    .select()
    .from(results)
    .innerJoin(variants, eq(variants.id, results.variantId))
    .where(and(eq(results.workspaceId, workspaceId), eq(results.jobId, jobId)))
    .orderBy(asc(results.id));
  return rows.map((row) => ({ ...row.results, variant: row.variants }));
}

export async function findResult(store: Store, workspaceId: string, resultId: string): Promise<ResultRow | null> {
  const [row] = await store.database
    .select()
    .from(results)
    .innerJoin(variants, eq(variants.id, results.variantId))
    .where(and(eq(results.workspaceId, workspaceId), eq(results.id, resultId)));
  return row ? { ...row.results, variant: row.variants } : null;
}

/** What was written for one audience, newest first. */
export async function listAudienceResults(
  store: Store,
  workspaceId: string,
  audience: ResultAudience,
  page: PageRequest,
): Promise<Page<ResultRow>> {
  const rows = await store.database
    .select()
    .from(results)
    .innerJoin(variants, eq(variants.id, results.variantId))
    .where(
      and(
        eq(results.workspaceId, workspaceId),
        eq(results.audienceKey, audienceKey(audience)),
        page.after ? lt(results.id, page.after) : undefined,
      ),
    )
    .orderBy(desc(results.id))
    .limit(page.limit + 1);
  return pageOf(
    rows.map((row) => ({ ...row.results, variant: row.variants })),
    page.limit,
  );
}

export async function findVariant(store: Store, workspaceId: string, variantId: string): Promise<VariantRow | null> {
  const [found] = await store.database
    .select()
    .from(variants)
    .where(and(eq(variants.workspaceId, workspaceId), eq(variants.id, variantId)));
  return found ?? null;
}

/** Distinct texts, oldest first. */
export async function listVariants(
  store: Store,
  workspaceId: string,
  page: PageRequest & {
    readonly itemId?: string;
    readonly itemVersion?: number;
    readonly kind?: WritingKind;
    readonly placement?: string;
  },
): Promise<Page<VariantRow>> {
  const rows = await store.database
    .select()
    .from(variants)
    .where(
      and(
        eq(variants.workspaceId, workspaceId),
        page.itemId ? eq(variants.itemId, page.itemId) : undefined,
        page.itemVersion === undefined ? undefined : eq(variants.itemVersion, page.itemVersion),
        page.kind ? eq(variants.kind, page.kind) : undefined,
        page.placement ? eq(variants.placement, page.placement) : undefined,
        page.after ? gt(variants.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(variants.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit);
}

/** Results that chose a variant, oldest first. */
export async function listVariantResults(
  store: Store,
  workspaceId: string,
  variantId: string,
  page: PageRequest,
): Promise<Page<typeof results.$inferSelect>> {
  const rows = await store.database
    .select()
    .from(results)
    .where(
      and(
        eq(results.workspaceId, workspaceId),
        eq(results.variantId, variantId),
        page.after ? gt(results.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(results.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit);
}
