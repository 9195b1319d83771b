import { boolean, doublePrecision, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Verdict, VerdictLabel } from '../../generators/facts/verdict.ts';
import type { WritingKind } from '../../queues/job-contract.ts';
import { masthead } from './schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/**
 * Where a text stands. `original` is an item's own title, which needs no decision; `retired` was written for a version
 * of the item that is no longer the current one.
 */
export const reviewStates = ['waiting', 'approved', 'edited', 'rejected', 'skipped', 'original', 'retired'] as const;
export type ReviewState = (typeof reviewStates)[number];

export const decisionActions = ['approve', 'edit', 'reject', 'skip', 'undo'] as const;
export type DecisionAction = (typeof decisionActions)[number];

/** One row for each distinct text: what editors decide on. */
export const reviewItems = masthead.table('review_items', {
  variantId: uuid('variant_id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  itemId: text('item_id').notNull(),
  itemVersion: integer('item_version').notNull(),
  kind: text().$type<WritingKind>().notNull(),
  placement: text().notNull(),
  section: text(),
  segments: text().array().notNull(),
  verdict: text().$type<VerdictLabel>().notNull(),
  confidence: doublePrecision().notNull(),
  risk: doublePrecision().notNull(),
  /** Distinct users whose results chose the text. */
  readers: integer().notNull(),
  forEverybody: boolean('for_everybody').notNull(),
  state: text().$type<ReviewState>().notNull(),
  /** 1: first reading; 2: blind second reading; 3: the two differed. */
  round: integer().notNull(),
  firstBy: text('first_by'),
  firstDecision: uuid('first_decision'),
  claimedBy: text('claimed_by'),
  claimedByName: text('claimed_by_name'),
  claimUntil: instant('claim_until'),
  claimedAt: instant('claimed_at'),
  decisionId: uuid('decision_id'),
  decidedAt: instant('decided_at'),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  approvedText: text('approved_text'),
  waitingSince: instant('waiting_since').notNull(),
  changedAt: instant('changed_at').notNull(),
});
export type ReviewItemRow = typeof reviewItems.$inferSelect;

/** What an undo puts back. */
export interface EntryBefore {
  readonly state: ReviewState;
  readonly round: number;
  readonly firstBy: string | null;
  readonly firstDecision: string | null;
  readonly decisionId: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly approvedText: string | null;
}

/** Every decision, for good: an undo is a row of its own. */
export const reviewDecisions = masthead.table('review_decisions', {
  id: uuid().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  variantId: uuid('variant_id').notNull(),
  itemId: text('item_id').notNull(),
  itemVersion: integer('item_version').notNull(),
  kind: text().$type<WritingKind>().notNull(),
  placement: text().notNull(),
  section: text(),
  action: text().$type<DecisionAction>().notNull(),
  round: integer().notNull(),
  actor: text().notNull(),
  actorName: text('actor_name').notNull(),
  stateBefore: text('state_before').$type<ReviewState>().notNull(),
  stateAfter: text('state_after').$type<ReviewState>().notNull(),
  textBefore: text('text_before'),
  textAfter: text('text_after'),
  /** Characters that were put in, taken out or replaced (Levenshtein). */
  editDistance: integer('edit_distance'),
  reason: text(),
  note: text(),
  checkVerdict: jsonb('check_verdict').$type<Verdict>(),
  overrideReason: text('override_reason'),
  verdict: text().$type<VerdictLabel>().notNull(),
  confidence: doublePrecision().notNull(),
  readers: integer().notNull(),
  /** From the claim to the decision. */
  seconds: doublePrecision(),
  undoes: uuid(),
  undoneBy: uuid('undone_by'),
  bulkId: uuid('bulk_id'),
  entryBefore: jsonb('entry_before').$type<EntryBefore>().notNull(),
  erased: boolean().notNull().default(false),
  createdAt: instant('created_at').notNull().defaultNow(),
});
export type ReviewDecisionRow = typeof reviewDecisions.$inferSelect;
