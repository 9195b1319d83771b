import { z } from '@hono/zod-openapi';
import { instantSchema } from '../../api/schemas/common.ts';
import { queueFilterFields, reviewEntrySchema } from './queue.ts';

const { section, kind, placement, segment, itemId, leastReaders } = queueFilterFields;

/** A rule that is stated, not implied: what it does not name it does not ask. */
export const bulkRuleSchema = z
  .strictObject({
    leastConfidence: z.number().min(0).max(1),
    section,
    kind,
    placement,
    segment,
    itemId,
    leastReaders,
    mostReaders: z.number().int().min(0).max(1_000_000_000).optional(),
  })
  .openapi('BulkRule', {
    description:
      'Takes texts that are supported, wait for their first reading, and are claimed by nobody else; never those that two editors are to read',
  });

export const bulkPreviewSchema = z
  .object({
    count: z.number().int(),
    sample: z.array(reviewEntrySchema).openapi({ description: 'The riskiest of them, at most 10' }),
  })
  .openapi('BulkPreview');

export const bulkApprovalRequestSchema = z
  .strictObject({
    rule: bulkRuleSchema,
    expected: z.number().int().min(1).max(20_000).openapi({ description: 'The count of the preview' }),
  })
  .openapi('BulkApprovalRequest');

export const bulkApprovalSchema = z
  .object({
    id: z.string(),
    rule: z.looseObject({}),
    approved: z.number().int(),
    by: z.string(),
    at: instantSchema,
  })
  .openapi('BulkApproval');
