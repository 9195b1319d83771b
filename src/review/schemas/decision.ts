import { z } from '@hono/zod-openapi';
import { verdictLabels } from '../../../generators/facts/verdict.ts';
import { writingKinds } from '../../../queues/job-contract.ts';
import { instantSchema } from '../../api/schemas/common.ts';
import { verdictOrNullSchema } from '../../api/schemas/verdict.ts';
import { decisionActions, reviewStates } from '../../store/review-tables.ts';
import { rejectReasons } from '../reasons.ts';
import { reviewEntrySchema } from './queue.ts';

const note = z.string().max(2000).optional();

/** What an editor does to a text. */
export const decisionRequestSchema = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('approve'), note }).openapi('ApproveText'),
    z
      .strictObject({
        action: z.literal('edit'),
        text: z.string().trim().min(1).max(500),
        override: z
          .string()
          .trim()
          .min(1)
          .max(2000)
          .optional()
          .openapi({ description: 'Why the text stands although the check does not pass it; recorded' }),
        note,
      })
      .openapi('EditText'),
    z
      .strictObject({
        action: z.literal('reject'),
        reason: z.enum(rejectReasons),
        note: note.openapi({ description: 'Needed with the reason `other`' }),
      })
      .openapi('RejectText'),
    z.strictObject({ action: z.literal('skip'), note }).openapi('SkipText'),
  ])
  .openapi('DecisionRequest');

/** One decision, as history has it. */
export const decisionSchema = z
  .object({
    id: z.string(),
    entryId: z.string(),
    itemId: z.string(),
    itemVersion: z.number().int(),
    kind: z.enum(writingKinds),
    placement: z.string(),
    section: z.string().nullable(),
    action: z.enum(decisionActions),
    reading: z.enum(['first', 'second', 'third']),
    by: z.string().openapi({ description: 'Name' }),
    byId: z.string(),
    mine: z.boolean(),
    at: instantSchema,
    stateBefore: z.enum(reviewStates),
    stateAfter: z.enum(reviewStates),
    before: z.string().nullable().openapi({ description: 'The text before; null once its reader is erased' }),
    after: z.string().nullable(),
    editDistance: z.number().int().nullable().openapi({ description: 'Characters (Levenshtein)' }),
    reason: z.enum(rejectReasons).nullable(),
    note: z.string().nullable(),
    check: verdictOrNullSchema.openapi({ description: 'What the check said of an edited text' }),
    override: z.string().nullable(),
    verdict: z.enum(verdictLabels).openapi({ description: 'What the check had said of the proposed text' }),
    confidence: z.number(),
    readers: z.number().int(),
    seconds: z.number().nullable().openapi({ description: 'From the claim to the decision' }),
    undoes: z.string().nullable(),
    undoneBy: z.string().nullable(),
    bulkId: z.string().nullable(),
    erased: z.boolean(),
  })
  .openapi('ReviewDecision');
export type DecisionView = z.infer<typeof decisionSchema>;

export const decidedSchema = z
  .object({ decision: decisionSchema, entry: reviewEntrySchema })
  .openapi('DecidedEntry', { description: 'The decision, and the entry as it stands now' });
