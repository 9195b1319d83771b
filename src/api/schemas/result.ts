import { z } from '@hono/zod-openapi';
import { eventKinds } from '../../../datasets/event.ts';
import { conditionings } from '../../../generators/generation.ts';
import { noiseReasons, profileSources } from '../../../profiles/profile.ts';
import { writingKinds } from '../../../queues/job-contract.ts';
import { instantSchema } from './common.ts';
import { spanSchema, verdictOrNullSchema, verdictSchema } from './verdict.ts';

const candidateSchema = z.object({
  text: z.string(),
  score: z.number(),
  scoreParts: z.record(z.string(), z.number()),
  formFaults: z.array(z.string()),
  verdict: verdictOrNullSchema,
  heldBack: z.string().optional().openapi({ description: 'Why a sound and true text is not taken all the same' }),
  repaired: z
    .object({ span: spanSchema, said: z.string(), now: z.string(), evidence: z.object(spanSchema.shape).nullable() })
    .optional()
    .openapi({ description: 'One wrong number or name that was put right from the article' }),
  seed: z.number(),
});

const focusSchema = z
  .object({ text: z.string(), span: spanSchema, interest: z.string(), similarity: z.number() })
  .openapi('Focus', { description: "The article's sentence nearest to the user's interests" });

const readerSchema = z
  .object({
    source: z.enum(profileSources),
    confidence: z.number(),
    interests: z.array(z.object({ name: z.string(), share: z.number(), terms: z.array(z.string()) })),
    peakHours: z.array(z.number()).openapi({ description: 'Hours of the week, Monday 00:00 UTC first' }),
    clock: z
      .array(z.number())
      .optional()
      .openapi({ description: 'Share of reading by hour of the week, Monday 00:00 UTC first' }),
    segment: z
      .object({ id: z.string(), name: z.string(), part: z.number() })
      .optional()
      .openapi({ description: 'The segment that stood in, wholly or in part' }),
    drove: z
      .array(
        z.object({
          eventId: z.string(),
          itemId: z.string(),
          at: instantSchema,
          kind: z.enum(eventKinds),
          weight: z.number(),
          interest: z.string(),
          dwellSeconds: z.number().nullable(),
        }),
      )
      .optional()
      .openapi({ description: 'The clicks that weigh most in the interests' }),
    eventsUsed: z.number().int(),
    eventsDropped: z.number().int(),
    droppedByReason: z
      .record(z.string(), z.number().int())
      .openapi({ description: 'All dropped clicks, each under its most telling reason' }),
    dropped: z.array(
      z.object({
        eventId: z.string(),
        itemId: z.string(),
        at: instantSchema.optional(),
        weight: z.number(),
        reasons: z.array(z.enum(noiseReasons)),
        explanation: z.string().nullable(),
      }),
    ),
    rules: z
      .array(
        z.object({
          rule: z.string(),
          asks: z.enum(['without', 'plainTitles', 'unclear']),
          itemsLeftOut: z.number().int(),
          kept: z.boolean().nullable(),
        }),
      )
      .optional()
      .openapi({
        description: 'Rules of the reader or an editor: items each left out, and whether the text keeps it',
      }),
    withheld: z
      .enum(['consent', 'age'])
      .nullish()
      .openapi({ description: 'Why behaviour was not used although there may be some' }),
    numbers: z.object({ snapshot: z.number().int(), centres: z.number().int(), version: z.number().int() }).nullish(),
    softPrompt: z
      .object({
        tokens: z.number().int(),
        normRatio: z.object({ min: z.number(), max: z.number() }),
        projector: z.string(),
      })
      .nullable(),
    asOf: instantSchema,
    denoiserVersion: z.string(),
    encoderSha256: z.string(),
  })
  .openapi('ReaderEvidence', { description: 'What was known of the reader when the text was written' });

/** What one job gave one audience. */
export const resultSchema = z
  .object({
    id: z.string(),
    jobId: z.string(),
    kind: z.enum(writingKinds),
    itemId: z.string(),
    itemVersion: z.number().int(),
    placement: z.string(),
    audience: z.union([
      z.object({ userId: z.string() }),
      z.object({ segment: z.string() }),
      z.object({ everybody: z.literal(true) }),
    ]),
    variantId: z.string(),
    text: z.string().openapi({ description: "What to show: the best candidate that passed, or the item's own title" }),
    fallback: z
      .string()
      .nullable()
      .openapi({ description: "Why the item's own title stands in; null when it does not" }),
    cold: z.boolean().openapi({ description: 'Nothing was known of the user' }),
    conditioning: z.enum(conditionings),
    chosen: z.number().int().nullable(),
    candidates: z.array(candidateSchema),
    verdict: verdictSchema,
    focus: focusSchema.nullable(),
    reader: readerSchema.nullable(),
    seed: z.number(),
    provenance: z.record(z.string(), z.union([z.string(), z.number()])),
    createdAt: instantSchema,
  })
  .openapi('Result');
export type ResultView = z.infer<typeof resultSchema>;

/** One distinct text for an item version, kind and placement. */
export const variantSchema = z
  .object({
    id: z.string(),
    kind: z.enum(writingKinds),
    itemId: z.string(),
    itemVersion: z.number().int(),
    placement: z.string(),
    text: z.string(),
    isOriginal: z.boolean().openapi({ description: "The item's own title, standing in" }),
    verdict: verdictSchema,
    createdAt: instantSchema,
  })
  .openapi('Variant');
export type VariantView = z.infer<typeof variantSchema>;
