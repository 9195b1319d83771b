import { z } from '@hono/zod-openapi';
import { claimKinds, verdictLabels } from '../../../generators/facts/verdict.ts';

const offset = z.number().int().min(0);

export const spanSchema = z
  .object({ start: offset, end: offset })
  .openapi('Span', { description: 'Character offsets, end exclusive' });

export const verdictSchema = z
  .object({
    label: z.enum(verdictLabels),
    score: z.number().openapi({ description: 'Support, 0 to 1' }),
    claims: z.array(
      z.object({
        kind: z.enum(claimKinds),
        label: z.enum(verdictLabels),
        textSpan: spanSchema,
        evidence: z.array(z.object({ start: offset, end: offset, support: z.number() })),
        reason: z.string(),
      }),
    ),
    checker: z.object({ name: z.string(), version: z.string() }),
  })
  .openapi('Verdict');
