import { z } from '@hono/zod-openapi';
import { verdictLabels } from '../../../generators/facts/verdict.ts';
import { writingKinds } from '../../../queues/job-contract.ts';
import { instantSchema, pageOf } from '../../api/schemas/common.ts';
import { queueOrders, queueStates } from '../../store/review/review-queue.ts';

const share = z.coerce.number().min(0).max(1);

/** Which texts a queue, a claim or a bulk approval is about. */
export const queueFilterFields = {
  state: z
    .enum(queueStates)
    .optional()
    .openapi({ description: '`open` (waiting, claimed or not) when left out; `waiting` leaves claimed ones out' }),
  section: z.string().min(1).max(200).optional(),
  verdict: z.enum(verdictLabels).optional(),
  kind: z.enum(writingKinds).optional(),
  placement: z.string().min(1).max(100).optional(),
  segment: z.string().min(1).max(200).optional(),
  itemId: z.string().min(1).max(200).optional(),
  leastConfidence: share.optional(),
  mostConfidence: share.optional(),
  leastReaders: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
};

/** How a queue is ordered: riskiest first, most readers first, or longest waiting first. */
export const queueOrderField = z.enum(queueOrders).default('risk');

/** What can be seen of an entry's state: a waiting one that someone is at work on is `claimed`. */
export const shownStates = [
  'waiting',
  'claimed',
  'approved',
  'edited',
  'rejected',
  'skipped',
  'original',
  'retired',
] as const;

export const claimSchema = z
  .object({ by: z.string(), mine: z.boolean(), until: instantSchema })
  .openapi('ReviewClaim', { description: 'Who is at work on a text' });

/** One distinct text, as the queue lists it. */
export const reviewEntrySchema = z
  .object({
    id: z.string().openapi({ description: "The variant's id" }),
    state: z.enum(shownStates),
    kind: z.enum(writingKinds),
    placement: z.string(),
    itemId: z.string(),
    itemVersion: z.number().int(),
    section: z.string().nullable(),
    segments: z.array(z.string()),
    text: z.string().openapi({ description: 'The proposed text' }),
    originalTitle: z.string(),
    approvedText: z.string().nullable().openapi({ description: 'What stands after an approval or an edit' }),
    verdict: z.enum(verdictLabels),
    confidence: z.number().openapi({ description: "The check's support, 0 to 1" }),
    risk: z.number().openapi({
      description: '0 to 1: (verdict: supported 0, not verifiable 1, contradicted 2; plus 1 − confidence) / 3',
    }),
    readers: z.number().int().openapi({ description: 'Distinct users whose results chose the text' }),
    forEverybody: z.boolean(),
    claim: claimSchema.nullable(),
    reading: z
      .enum(['first', 'second', 'third'])
      .openapi({ description: 'Third: two editors differed, and their decisions are shown' }),
    waitingSince: instantSchema,
    changedAt: instantSchema,
    decidedAt: instantSchema.nullable(),
    decidedBy: z.string().nullable(),
  })
  .openapi('ReviewEntry');
export type ReviewEntryView = z.infer<typeof reviewEntrySchema>;

export const reviewPageSchema = pageOf(reviewEntrySchema).openapi('ReviewPage');

const count = z.number().int();
const facet = z.record(z.string(), count);

/** How many stand where. */
export const reviewCountsSchema = z
  .object({
    open: count.openapi({ description: 'Waiting, claimed or not' }),
    claimed: count,
    mine: count.openapi({ description: 'Claimed by who asks' }),
    skipped: count,
    original: count.openapi({ description: "Items' own titles standing in, which need no decision" }),
    lastDay: z.object({ approved: count, edited: count, rejected: count }),
    facets: z
      .object({ section: facet, verdict: facet, kind: facet, placement: facet, segment: facet })
      .openapi({ description: 'Of the open ones, by what the filters offer; without a section: ""' }),
    oldestWaitingSince: instantSchema.nullable(),
  })
  .openapi('ReviewCounts');
export type ReviewCountsView = z.infer<typeof reviewCountsSchema>;
