import { sql } from 'drizzle-orm';
import type { VerdictLabel } from '../../../generators/facts/verdict.ts';
import type { WritingKind } from '../../../queues/job-contract.ts';
import type { Store } from '../store.ts';
import type { Period } from './figures.ts';

const pageLength = 500;

/** A text that stands. */
export interface ApprovedText {
  readonly id: string;
  readonly itemId: string;
  readonly itemVersion: number;
  readonly kind: WritingKind;
  readonly placement: string;
  readonly section: string | null;
  readonly text: string;
  readonly proposedText: string;
  readonly originalTitle: string;
  readonly edited: boolean;
  readonly readers: number;
  readonly verdict: VerdictLabel;
  readonly confidence: number;
  readonly decidedAt: string;
  readonly decidedBy: string;
}

/** A text as it was proposed and as an editor wrote it. */
export interface EditPair {
  readonly id: string;
  readonly itemId: string;
  readonly itemVersion: number;
  readonly kind: WritingKind;
  readonly placement: string;
  readonly section: string | null;
  readonly originalTitle: string;
  readonly before: string;
  readonly after: string;
  readonly editDistance: number;
  readonly overrideReason: string | null;
  readonly decidedAt: string;
  readonly decidedBy: string;
}

const day = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Queries: the texts that stand, decided on within a period, page by page. */
export async function* approvedTexts(
  store: Store,
  workspaceId: string,
  period: Period,
): AsyncGenerator<ApprovedText[]> {
  yield* inPages<ApprovedText>(
    store,
    (after) => sql`
    select entry.variant_id as id, entry.item_id as "itemId", entry.item_version as "itemVersion", entry.kind,
      entry.placement, entry.section, entry.approved_text as text, variant.text as "proposedText",
      item.title as "originalTitle", entry.state = 'edited' as edited, entry.readers, entry.verdict, entry.confidence,
      ${day('entry.decided_at')} as "decidedAt", entry.decided_by_name as "decidedBy"
    from masthead.review_items as entry
    join masthead.variants as variant on variant.id = entry.variant_id
    join masthead.items as item on item.workspace_id = entry.workspace_id and item.id = entry.item_id
      and item.version = entry.item_version
    where entry.workspace_id = ${workspaceId} and entry.state in ('approved', 'edited')
      and entry.decided_at >= ${period.from.toISOString()}::timestamptz
      and entry.decided_at < ${period.before.toISOString()}::timestamptz
      and entry.variant_id > ${after}::uuid
    order by entry.variant_id limit ${pageLength}`,
  );
}

/** Queries: the edits that stand, page by page. */
export async function* editPairs(store: Store, workspaceId: string, period: Period): AsyncGenerator<EditPair[]> {
  yield* inPages<EditPair>(
    store,
    (after) => sql`
    select decision.id, decision.item_id as "itemId", decision.item_version as "itemVersion", decision.kind,
      decision.placement, decision.section, item.title as "originalTitle", decision.text_before as before,
      decision.text_after as after, decision.edit_distance as "editDistance",
      decision.override_reason as "overrideReason", ${day('decision.created_at')} as "decidedAt",
      decision.actor_name as "decidedBy"
    from masthead.review_decisions as decision
    join masthead.items as item on item.workspace_id = decision.workspace_id and item.id = decision.item_id
      and item.version = decision.item_version
    where decision.workspace_id = ${workspaceId} and decision.action = 'edit' and decision.undone_by is null
      and not decision.erased and decision.created_at >= ${period.from.toISOString()}::timestamptz
      and decision.created_at < ${period.before.toISOString()}::timestamptz
      and decision.id > ${after}::uuid
    order by decision.id limit ${pageLength}`,
  );
}

async function* inPages<Row extends { readonly id: string }>(
  store: Store,
  page: (after: string) => ReturnType<typeof sql>,
): AsyncGenerator<Row[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await store.database.execute<Row & Record<string, unknown>>(page(after));
    if (rows.length > 0) yield rows as unknown as Row[];
    if (rows.length < pageLength) return;
    after = rows.at(-1)!.id;
  }
}
