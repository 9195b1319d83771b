import { z } from '@hono/zod-openapi';
import { claimKinds, statementForms, verdictLabels } from '../../../generators/facts/verdict.ts';

const offset = z.number().int().min(0);

export const spanSchema = z
  .object({ start: offset, end: offset })
  .openapi('Span', { description: 'Character offsets, end exclusive' });

/** Written out where it may be null: a named schema cannot be null as well. */
const spanOrNull = z.object({ start: offset, end: offset }).nullable();

export const verdictSchema = z
  .object({
    label: z.enum(verdictLabels),
    score: z.number().openapi({ description: 'Support, 0 to 1' }),
    claims: z.array(
      z.object({
        kind: z.enum(claimKinds),
        rule: z.string().optional().openapi({ description: 'Which rule judged, and how', example: 'number/rounded' }),
        label: z.enum(verdictLabels),
        textSpan: spanSchema,
        evidence: z.array(z.object({ start: offset, end: offset, support: z.number() })),
        reason: z.string(),
      }),
    ),
    statements: z
      .array(
        z.object({
          textSpan: spanSchema,
          form: z.enum(statementForms),
          sentence: z.string().openapi({ description: 'The claim as a sentence of its own' }),
          subject: spanOrNull,
          predicate: spanOrNull,
          object: spanOrNull,
          modifiers: z.array(spanSchema),
          findings: z.array(offset).openapi({ description: 'Indices into `claims`' }),
          note: z.string().optional(),
        }),
      )
      .optional()
      .openapi({ description: 'The claims that the text makes, with the findings of each' }),
    checker: z.object({ name: z.string(), version: z.string() }),
    assessment: z
      .object({
        probability: z.number().openapi({ description: 'That the article bears the text out, 0 to 1' }),
        threshold: z.number().openapi({ description: 'What it must reach to pass' }),
        scorer: z.string().openapi({ description: 'Name, version and what it went by' }),
        // Written out: a reference cannot be null as well.
        weakest: z
          .object({ start: offset, end: offset })
          .nullable()
          .openapi({ description: 'The word of the text that the article least leads to' }),
        reason: z.string(),
      })
      .optional()
      .openapi({ description: 'What the scorer makes of the text as a whole; absent where the rules judged alone' }),
  })
  .openapi('Verdict');
export type VerdictView = z.infer<typeof verdictSchema>;

/** A union, because a named schema that is `nullable` comes out as one that null can never meet. */
export const verdictOrNullSchema = z.union([verdictSchema, z.null()]);
