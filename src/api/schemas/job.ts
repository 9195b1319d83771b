import { z } from '@hono/zod-openapi';
import { adTitleJobSchema, headlineJobSchema, jobKinds, jobStates, lanes } from '../../../queues/job-contract.ts';
import { instantSchema } from './common.ts';

/** What is posted to have something written. */
export const jobRequestSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...headlineJobSchema.shape }).openapi('HeadlineJob'),
    z.strictObject({ ...adTitleJobSchema.shape }).openapi('AdTitleJob'),
  ])
  .openapi('JobRequest');

/** A job as it stands. */
export const jobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(jobKinds),
    state: z.enum(jobStates),
    lane: z.enum(lanes),
    input: z.looseObject({}).openapi({ description: 'What was posted, with its defaults filled in' }),
    batchId: z.string().nullable(),
    attempts: z.number().int().openapi({ description: 'Runs begun so far' }),
    maximumAttempts: z.number().int(),
    cancelRequested: z.boolean(),
    error: z
      .object({
        name: z.string(),
        message: z.string(),
        retryable: z.boolean(),
        attempt: z.number().int(),
        at: instantSchema,
      })
      .nullable()
      .openapi({ description: 'Why the last run failed' }),
    createdAt: instantSchema,
    startedAt: instantSchema.nullable(),
    finishedAt: instantSchema.nullable(),
    links: z.object({ self: z.string(), results: z.string(), events: z.string() }),
  })
  .openapi('Job');
export type JobView = z.infer<typeof jobSchema>;

/** A batch, with how many of its jobs stand where. */
export const batchSchema = z
  .object({
    id: z.string(),
    jobCount: z.number().int(),
    counts: z.object(
      Object.fromEntries(jobStates.map((state) => [state, z.number().int()])) as Record<
        (typeof jobStates)[number],
        z.ZodNumber
      >,
    ),
    finished: z.boolean(),
    createdAt: instantSchema,
    links: z.object({ self: z.string(), jobs: z.string() }),
  })
  .openapi('Batch');
export type BatchView = z.infer<typeof batchSchema>;
