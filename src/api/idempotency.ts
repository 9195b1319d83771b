import { z } from '@hono/zod-openapi';
import { IdempotencyConflict } from '../store/submit-jobs.ts';
import { ApiProblem } from './problem.ts';

/** The header that makes a repeated request harmless. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/)
    .optional()
    .openapi({
      description: 'The same key with the same body gives the same answer; with another body it is refused with 422',
      example: 'night-edition-2026-03-01',
    }),
});

/** Runs a submission, and says a key's reuse as a problem. */
export async function refuseReusedKey<Submitted>(submission: Promise<Submitted>): Promise<Submitted> {
  try {
    return await submission;
  } catch (error) {
    if (!(error instanceof IdempotencyConflict)) throw error;
    const detail = 'This Idempotency-Key was used before with another body.';
    throw new ApiProblem('idempotency-key-reused', detail, {
      errors: [{ pointer: 'header/idempotency-key', detail, cure: 'Use a new key for a new request.' }],
    });
  }
}
