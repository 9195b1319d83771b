import { z } from '@hono/zod-openapi';
import { eventSchema } from '../../../datasets/event.ts';
import { noiseReasons, profileSources } from '../../../profiles/profile.ts';
import { instantSchema } from './common.ts';

const interestSchema = z.object({
  name: z.string(),
  share: z.number(),
  trend: z
    .number()
    .nullable()
    .openapi({ description: 'Share of the last two weeks less that of the weeks before; null where either is thin' }),
  borrowed: z.boolean().openapi({ description: 'Not their own: brought in from readers like them' }),
  terms: z.array(z.object({ term: z.string(), weight: z.number() })),
  itemIds: z.array(z.string()),
});

const segmentSchema = z
  .object({ id: z.string(), name: z.string(), confidence: z.number(), part: z.number() })
  .openapi({ description: 'The readers like them who stood in: how sure that is, and for how much of the profile' });

const numbersSchema = z.object({
  snapshot: z.number().int().openapi({ description: 'Number of the snapshot of what is everyone’s' }),
  centres: z.number().int().openapi({ description: 'Number of the reader’s interests as they were last clustered' }),
  version: z.number().int().openapi({ description: 'The version that this is kept as' }),
});

const withheldSchema = z
  .enum(['consent', 'age'])
  .nullable()
  .openapi({ description: 'Why behaviour was not used although there may be some' });

const ruleSchema = z.object({
  rule: z.string(),
  asks: z.enum(['without', 'plainTitles', 'unclear']).openapi({
    description: '`without`: a topic is kept out; `plainTitles`: titles without teasers; `unclear`: not understood',
  }),
  itemsLeftOut: z.number().int().openapi({ description: 'Items of the history that no longer count' }),
});

/** What is known of a user, without the vectors. */
export const profileSchema = z
  .object({
    userId: z.string(),
    asOf: instantSchema,
    source: z.enum(profileSources),
    from: z.string().openapi({ description: 'Where the knowledge comes from, in one sentence' }),
    withheld: withheldSchema,
    confidence: z.number(),
    segment: segmentSchema.nullable(),
    interests: z.array(interestSchema),
    clock: z.array(z.number()).openapi({ description: 'Reading weight by hour of the week, Monday 00:00 UTC first' }),
    rhythm: z.string().nullable().openapi({ description: 'The clock in words' }),
    rules: z.array(ruleSchema),
    eventCount: z.number().int(),
    numbers: numbersSchema.nullable(),
    encoderSha256: z.string(),
    denoiserVersion: z.string(),
  })
  .openapi('Profile');
export type ProfileView = z.infer<typeof profileSchema>;

const ledgerEntrySchema = z.object({
  at: instantSchema,
  kind: eventSchema.shape.kind,
  itemId: z.string(),
  title: z.string().nullable(),
  reasons: z.array(z.enum(noiseReasons)),
  explanation: z.string().nullable(),
});

const viewSchema = z.array(z.object({ name: z.string(), share: z.number() }));

/** A profile as an editor reads it, with why. */
export const explanationSchema = z
  .object({
    userId: z.string(),
    asOf: instantSchema,
    source: z.enum(profileSources),
    from: z.string(),
    withheld: withheldSchema,
    confidence: z.number(),
    segment: segmentSchema.nullable(),
    interests: z.array(
      z.object({
        name: z.string(),
        share: z.number(),
        trend: z.enum(['rising', 'falling', 'steady', 'unknown']),
        change: z.number().nullable(),
        borrowed: z.boolean(),
      }),
    ),
    views: z
      .object({ instant: viewSchema, recent: viewSchema, stable: viewSchema })
      .openapi({ description: 'Interests in the last 30 clicks, in the last week, and in what was read at length' }),
    turnedAwayFrom: z
      .object({ times: z.number().int(), titles: z.array(z.string()) })
      .openapi({ description: 'What the reader disliked or closed at once' }),
    rhythm: z.string().nullable(),
    clock: z.array(z.number()),
    style: z
      .object({
        titles: z.number().int(),
        words: z.number(),
        marks: z.record(z.string(), z.number()),
      })
      .nullable()
      .openapi({ description: 'How the titles are written that the reader reads to the end' }),
    rules: z.array(ruleSchema),
    sensitiveItemsLeftOut: z.number().int().openapi({
      description:
        'Items that do not count since they would tell of a condition, leaning, faith, origin or orientation',
    }),
    dropped: z.object({
      clicks: z.number().int(),
      ofClicks: z.number().int(),
      byReason: z.record(z.string(), z.number().int()),
      ledger: z.array(ledgerEntrySchema).openapi({ description: 'The newest dropped clicks, at most 500' }),
    }),
    numbers: numbersSchema.nullable(),
  })
  .openapi('ProfileExplanation');
export type ExplanationView = z.infer<typeof explanationSchema>;

/** Each event with what denoising made of it. */
export const profileEvidenceSchema = z
  .object({
    userId: z.string(),
    asOf: instantSchema,
    source: z.enum(profileSources),
    interests: z.array(interestSchema),
    events: z.array(
      z.object({
        event: z.object({ ...eventSchema.shape, id: z.string() }),
        weight: z.number(),
        reasons: z.array(z.enum(noiseReasons)),
        explanation: z.string().optional(),
        dwellUsedSeconds: z.number().optional(),
      }),
    ),
    denoiserVersion: z.string(),
  })
  .openapi('ProfileEvidence');
export type ProfileEvidenceView = z.infer<typeof profileEvidenceSchema>;

/** A version of a profile that is kept. */
export const profileVersionSchema = z
  .object({
    version: z.number().int(),
    asOf: instantSchema,
    snapshot: z.number().int().nullable(),
    centres: z.number().int().nullable(),
    createdAt: instantSchema,
  })
  .openapi('ProfileVersion');

/** One version of a profile as it was kept. */
export const keptProfileSchema = z
  .object({
    ...profileVersionSchema.shape,
    source: z.enum(profileSources),
    confidence: z.number(),
    interests: z.array(interestSchema),
    events: z
      .array(z.object({ eventId: z.string(), weight: z.number(), reasons: z.array(z.enum(noiseReasons)) }))
      .openapi({ description: 'What each event counted' }),
  })
  .openapi('KeptProfile');
