import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { EventKind } from '../../datasets/event.ts';
import type { AdFacts, ItemKind } from '../../datasets/item.ts';
import type { Verdict } from '../../generators/facts/verdict.ts';
import type { GenerationOutcome } from '../../generators/generation.ts';
import type { ReaderEvidence } from '../../queues/handlers/reader-evidence.ts';
import type { JobInput, JobKind, JobState, Lane, WritingKind } from '../../queues/job-contract.ts';
import type { ResultAudience } from '../../queues/job-result.ts';
import type { JobError } from '../../queues/job-store.ts';
import type { StoredCentre } from './interest-centres.ts';
import type { SnapshotBody } from './snapshots.ts';

/**
 * The tables, all in the PostgreSQL schema `masthead`, so that they meet neither BullMQ's nor the host's. The SQL in
 * `migrations/` makes them; this file tells drizzle about them.
 */
export const masthead = pgSchema('masthead');

/** Milliseconds are all that JavaScript's dates hold, so that a time read back equals the time stored. */
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

export const workspaces = masthead.table('workspaces', {
  id: text().primaryKey(),
  name: text().notNull(),
  settings: jsonb().$type<Record<string, unknown>>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const apiKeyRoles = ['admin', 'write', 'read'] as const;
export type ApiKeyRole = (typeof apiKeyRoles)[number];

export const apiKeys = masthead.table('api_keys', {
  id: uuid().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  sha256: text().notNull().unique(),
  role: text().$type<ApiKeyRole>().notNull(),
  label: text().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  revokedAt: instant('revoked_at'),
});

export const users = masthead.table(
  'users',
  {
    workspaceId: text('workspace_id').notNull(),
    id: text().notNull(),
    consent: text().$type<'given' | 'refused' | 'unknown'>().notNull(),
    ageBand: text('age_band').$type<'child' | 'adult' | 'unknown'>().notNull(),
    rules: jsonb().$type<string[]>().notNull(),
    attributes: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const events = masthead.table(
  'events',
  {
    workspaceId: text('workspace_id').notNull(),
    id: text().notNull(),
    userId: text('user_id').notNull(),
    itemId: text('item_id').notNull(),
    at: instant('at').notNull(),
    kind: text().$type<EventKind>().notNull(),
    dwellSeconds: doublePrecision('dwell_seconds'),
    scroll: doublePrecision(),
    sessionId: text('session_id'),
    device: text(),
    variantId: text('variant_id'),
    placement: text(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('events_by_user').on(table.workspaceId, table.userId, table.at, table.id),
    index('events_by_item').on(table.workspaceId, table.itemId, table.at),
  ],
);

export const items = masthead.table(
  'items',
  {
    workspaceId: text('workspace_id').notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    current: boolean().notNull(),
    kind: text().$type<ItemKind>().notNull(),
    title: text().notNull(),
    summary: text(),
    body: text(),
    category: text(),
    language: text(),
    publishedAt: instant('published_at'),
    wordCount: integer('word_count'),
    facts: jsonb().$type<AdFacts>(),
    contentHash: text('content_hash').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id, table.version] }),
    uniqueIndex('items_current').on(table.workspaceId, table.id).where(sql`current`),
  ],
);

export const itemVectors = masthead.table(
  'item_vectors',
  {
    workspaceId: text('workspace_id').notNull(),
    itemId: text('item_id').notNull(),
    itemVersion: integer('item_version').notNull(),
    encoderSha256: text('encoder_sha256').notNull(),
    vector: real().array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.itemId, table.itemVersion, table.encoderSha256] })],
);

export const profiles = masthead.table(
  'profiles',
  {
    workspaceId: text('workspace_id').notNull(),
    userId: text('user_id').notNull(),
    version: integer().notNull(),
    asOf: instant('as_of').notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    bodyHash: text('body_hash').notNull(),
    /** Number of the snapshot and of the reader's interest centres it was made under; null where neither was numbered. */
    snapshot: integer(),
    centres: integer(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId, table.version] })],
);

export const snapshots = masthead.table(
  'snapshots',
  {
    workspaceId: text('workspace_id').notNull(),
    number: integer().notNull(),
    contentId: text('content_id').notNull(),
    asOf: instant('as_of').notNull(),
    encoderSha256: text('encoder_sha256').notNull(),
    settingsHash: text('settings_hash').notNull(),
    /** Events and items of the workspace when it was taken. */
    events: bigint({ mode: 'number' }).notNull(),
    items: bigint({ mode: 'number' }).notNull(),
    outdated: boolean().notNull().default(false),
    body: jsonb().$type<SnapshotBody>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.number] })],
);

export const segmentReaders = masthead.table(
  'segment_readers',
  {
    workspaceId: text('workspace_id').notNull(),
    snapshot: integer().notNull(),
    userId: text('user_id').notNull(),
    segment: integer().notNull(),
    shares: real().array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.snapshot, table.userId] })],
);

export const interestCentres = masthead.table(
  'interest_centres',
  {
    workspaceId: text('workspace_id').notNull(),
    userId: text('user_id').notNull(),
    number: integer().notNull(),
    snapshot: integer().notNull(),
    basis: text().notNull(),
    /** Events the reader had when they were clustered. */
    events: integer().notNull(),
    body: jsonb().$type<StoredCentre[]>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId, table.number] })],
);

export const batches = masthead.table('batches', {
  id: uuid().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  idempotencyKey: text('idempotency_key'),
  requestHash: text('request_hash').notNull(),
  jobCount: integer('job_count').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const jobs = masthead.table(
  'jobs',
  {
    /** UUID version 7: later jobs sort after earlier ones. */
    id: uuid().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    batchId: uuid('batch_id'),
    kind: text().$type<JobKind>().notNull(),
    state: text().$type<JobState>().notNull(),
    lane: text().$type<Lane>().notNull(),
    input: jsonb().$type<JobInput>().notNull(),
    idempotencyKey: text('idempotency_key'),
    requestHash: text('request_hash').notNull(),
    /** Runs begun so far. */
    attempts: integer().notNull(),
    maxAttempts: integer('max_attempts').notNull(),
    /** Rises with each claim; a writer must hold the present one. */
    fence: bigint({ mode: 'number' }).notNull(),
    workerId: text('worker_id'),
    leaseUntil: instant('lease_until'),
    cancelRequested: boolean('cancel_requested').notNull(),
    error: jsonb().$type<JobError>(),
    /** Number of the latest row in job_events. */
    eventSequence: integer('event_sequence').notNull(),
    availableAt: instant('available_at').notNull(),
    dispatchedAt: instant('dispatched_at'),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('jobs_by_workspace').on(table.workspaceId, table.id),
    index('jobs_by_batch').on(table.batchId, table.id),
  ],
);

export const outbox = masthead.table('outbox', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  jobId: uuid('job_id').notNull(),
});

export const variants = masthead.table('variants', {
  id: uuid().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  itemId: text('item_id').notNull(),
  itemVersion: integer('item_version').notNull(),
  kind: text().$type<WritingKind>().notNull(),
  placement: text().notNull(),
  text: text().notNull(),
  textHash: text('text_hash').notNull(),
  verdict: jsonb().$type<Verdict>().notNull(),
  /** The item's own title, standing in because nothing written was fit to show. */
  isOriginal: boolean('is_original').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const results = masthead.table('results', {
  id: uuid().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  jobId: uuid('job_id').notNull(),
  audienceKey: text('audience_key').notNull(),
  audience: jsonb().$type<ResultAudience>().notNull(),
  variantId: uuid('variant_id').notNull(),
  outcome: jsonb().$type<GenerationOutcome>().notNull(),
  reader: jsonb().$type<ReaderEvidence>(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const jobEvents = masthead.table(
  'job_events',
  {
    jobId: uuid('job_id').notNull(),
    sequence: integer().notNull(),
    workspaceId: text('workspace_id').notNull(),
    kind: text().$type<JobEventKind>().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.sequence] })],
);

export const jobEventKinds = [
  'queued',
  'running',
  'progress',
  'retrying',
  'cancelling',
  'done',
  'failed',
  'cancelled',
] as const;
export type JobEventKind = (typeof jobEventKinds)[number];
