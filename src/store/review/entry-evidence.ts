import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Focus, GenerationOutcome } from '../../../generators/generation.ts';
import type { ReaderEvidence } from '../../../queues/handlers/reader-evidence.ts';
import type { ResultAudience } from '../../../queues/job-result.ts';
import { items, results } from '../schema.ts';
import type { Store } from '../store.ts';

/** What one result says of the reader its text was chosen for. */
export interface ResultEvidence {
  readonly resultId: string;
  readonly audience: ResultAudience;
  readonly focus: Focus | null;
  readonly reader: ReaderEvidence | null;
  readonly createdAt: Date;
}

/** The result that stands for a text: how it was made. */
export interface ResultMaking {
  readonly id: string;
  readonly jobId: string;
  readonly outcome: GenerationOutcome;
  readonly createdAt: Date;
}

/** Queries: the newest result of each audience of a text, newest first, at most `limit`. */
export async function evidenceOfVariant(store: Store, variantId: string, limit: number): Promise<ResultEvidence[]> {
  const { rows } = await store.database.execute<{
    id: string;
    audience: ResultAudience;
    focus: Focus | null;
    reader: ReaderEvidence | null;
    created_at: string;
  }>(sql`
    select id, audience, outcome -> 'focus' as focus, reader, created_at::text from (
      select distinct on (audience_key) * from (
        select * from masthead.results where variant_id = ${variantId} order by id desc limit ${2 * limit}
      ) as newest order by audience_key, id desc
    ) as each order by id desc limit ${limit}`);
  return rows.map((row) => ({
    resultId: row.id,
    audience: row.audience,
    focus: row.focus,
    reader: row.reader,
    createdAt: new Date(row.created_at),
  }));
}

/** Queries: the newest result that chose a text, with all its candidates. */
export async function makingOfVariant(store: Store, variantId: string): Promise<ResultMaking | null> {
  const [found] = await store.database
    .select({ id: results.id, jobId: results.jobId, outcome: results.outcome, createdAt: results.createdAt })
    .from(results)
    .where(eq(results.variantId, variantId))
    .orderBy(desc(results.id))
    .limit(1);
  return found ?? null;
}

/** Queries: titles and sections of items as they are now. */
export async function itemNames(
  store: Store,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, { readonly title: string; readonly section: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await store.database
    .select({ id: items.id, title: items.title, section: items.category })
    .from(items)
    .where(and(eq(items.workspaceId, workspaceId), inArray(items.id, [...new Set(ids)]), eq(items.current, true)));
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}
