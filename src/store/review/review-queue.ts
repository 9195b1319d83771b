import { and, asc, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm';
import type { VerdictLabel } from '../../../generators/facts/verdict.ts';
import type { WritingKind } from '../../../queues/job-contract.ts';
import { type ReviewItemRow, type ReviewState, reviewItems } from '../review-tables.ts';
import type { Store } from '../store.ts';
import { selectEntries, selectedEntry } from './find-entry.ts';

/** `open`: waiting, whether someone has claimed it or not; `claimed`: waiting, and someone has. */
export const queueStates = [
  'open',
  'claimed',
  'waiting',
  'skipped',
  'approved',
  'edited',
  'rejected',
  'original',
  'retired',
] as const;
export type QueueState = (typeof queueStates)[number];

export const queueOrders = ['risk', 'reach', 'age'] as const;
/** Riskiest first, most readers first, or longest waiting first. */
export type QueueOrder = (typeof queueOrders)[number];

/** Which texts to show. */
export interface QueueFilter {
  readonly state?: QueueState;
  readonly section?: string;
  readonly verdict?: VerdictLabel;
  readonly kind?: WritingKind;
  readonly placement?: string;
  readonly segment?: string;
  readonly itemId?: string;
  readonly leastConfidence?: number;
  readonly mostConfidence?: number;
  readonly leastReaders?: number;
}

/** Where a page of the queue ended. */
export interface QueueCursor {
  readonly order: QueueOrder;
  readonly value: number;
  readonly id: string;
}

/** An entry as a list shows it. */
export interface QueueEntry extends ReviewItemRow {
  readonly text: string;
  readonly originalTitle: string;
}

/** The conditions of a filter, as one asks: what an editor has read first does not wait for them again. */
export function filterConditions(workspaceId: string, actorId: string, filter: QueueFilter): (SQL | undefined)[] {
  const state = filter.state ?? 'open';
  const claimed = sql`(${reviewItems.claimedBy} is not null and ${reviewItems.claimUntil} > now())`;
  const stored: ReviewState = state === 'open' || state === 'claimed' ? 'waiting' : state;
  return [
    eq(reviewItems.workspaceId, workspaceId),
    eq(reviewItems.state, stored),
    state === 'claimed' ? claimed : state === 'waiting' ? sql`not ${claimed}` : undefined,
    stored === 'waiting' || stored === 'skipped'
      ? sql`not (${reviewItems.round} = 2 and ${reviewItems.firstBy} = ${actorId})`
      : undefined,
    filter.section === undefined ? undefined : eq(reviewItems.section, filter.section),
    filter.verdict ? eq(reviewItems.verdict, filter.verdict) : undefined,
    filter.kind ? eq(reviewItems.kind, filter.kind) : undefined,
    filter.placement === undefined ? undefined : eq(reviewItems.placement, filter.placement),
    filter.segment === undefined ? undefined : sql`${filter.segment} = any(${reviewItems.segments})`,
    filter.itemId === undefined ? undefined : eq(reviewItems.itemId, filter.itemId),
    filter.leastConfidence === undefined ? undefined : gte(reviewItems.confidence, filter.leastConfidence),
    filter.mostConfidence === undefined ? undefined : lte(reviewItems.confidence, filter.mostConfidence),
    filter.leastReaders === undefined ? undefined : gte(reviewItems.readers, filter.leastReaders),
  ];
}

/** Queries: a page of the queue. @returns its entries, and where it ended if there is more */
export async function listQueue(
  store: Store,
  workspaceId: string,
  actorId: string,
  page: QueueFilter & { readonly order: QueueOrder; readonly after: QueueCursor | null; readonly limit: number },
): Promise<{ rows: QueueEntry[]; next: QueueCursor | null }> {
  const { order, after, limit } = page;
  const column = { risk: reviewItems.risk, reach: reviewItems.readers, age: reviewItems.waitingSince }[order];
  const way = order === 'age' ? asc : desc;
  const rows = await selectEntries(
    store.database,
    workspaceId,
    and(...filterConditions(workspaceId, actorId, page), after ? beyond(order, after) : undefined),
  )
    .orderBy(way(column), way(reviewItems.variantId))
    .limit(limit + 1);
  const shown = rows.slice(0, limit).map(selectedEntry);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? cursorOf(order, last) : null };
}

/** Rows behind a cursor, as one comparison of pairs, so that an index can serve it. */
function beyond(order: QueueOrder, { value, id }: QueueCursor): SQL {
  if (order === 'age')
    return sql`(${reviewItems.waitingSince}, ${reviewItems.variantId}) > (${new Date(value).toISOString()}::timestamptz, ${id}::uuid)`;
  const column = order === 'risk' ? reviewItems.risk : reviewItems.readers;
  const bound = order === 'risk' ? sql`${value}::double precision` : sql`${value}::integer`;
  return sql`(${column}, ${reviewItems.variantId}) < (${bound}, ${id}::uuid)`;
}

function cursorOf(order: QueueOrder, entry: QueueEntry): QueueCursor {
  const value = { risk: entry.risk, reach: entry.readers, age: entry.waitingSince.getTime() }[order];
  return { order, value, id: entry.variantId };
}
