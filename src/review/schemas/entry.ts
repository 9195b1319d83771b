import { z } from '@hono/zod-openapi';
import { eventKinds } from '../../../datasets/event.ts';
import { conditionings } from '../../../generators/generation.ts';
import { noiseReasons, profileSources } from '../../../profiles/profile.ts';
import { instantSchema } from '../../api/schemas/common.ts';
import { spanSchema, verdictOrNullSchema, verdictSchema } from '../../api/schemas/verdict.ts';
import { decisionSchema } from './decision.ts';
import { reviewEntrySchema } from './queue.ts';

const share = z.number();
const clock = z.array(share).openapi({ description: 'Share of reading by hour of the week, Monday 00:00 UTC first' });

const focusSchema = z.object({ text: z.string(), span: spanSchema, interest: z.string(), similarity: z.number() });

/** One click; who may not see raw clicks gets neither item nor time, only how many days before. */
const clickFields = {
  daysBefore: z.number().int().nullable().openapi({ description: 'Whole days before the text was written' }),
  section: z.string().nullable(),
  weight: z.number(),
  raw: z
    .object({ eventId: z.string(), itemId: z.string(), title: z.string().nullable(), at: instantSchema.nullable() })
    .nullable()
    .openapi({ description: 'Only for roles that may see raw clicks' }),
};

const droveSchema = z.object({
  ...clickFields,
  kind: z.enum(eventKinds),
  interest: z.string(),
  dwellSeconds: z.number().nullable(),
});

const droppedSchema = z.object({
  ...clickFields,
  reasons: z.array(z.enum(noiseReasons)),
  explanation: z.string().nullable(),
});

/** What was known of one reader of a text. */
export const reviewReaderSchema = z
  .object({
    pseudonym: z.string().nullable().openapi({ description: 'Null for everybody or a segment' }),
    userId: z.string().nullable().openapi({ description: 'Only for roles that may see readers' }),
    audience: z.enum(['user', 'segment', 'everybody']),
    source: z.enum(profileSources).nullable(),
    confidence: z.number().nullable(),
    segment: z.string().nullable(),
    interests: z.array(z.object({ name: z.string(), share, terms: z.array(z.string()) })),
    clock: clock.nullable(),
    peakHours: z.array(z.number().int()),
    focus: focusSchema.nullable(),
    eventsUsed: z.number().int(),
    eventsDropped: z.number().int(),
    droppedByReason: z.record(z.string(), z.number().int()),
    drove: z.array(droveSchema),
    dropped: z.array(droppedSchema),
    softPrompt: z
      .object({
        tokens: z.number().int(),
        normRatio: z.object({ min: z.number(), max: z.number() }),
        projector: z.string(),
      })
      .nullable(),
    asOf: instantSchema.nullable(),
  })
  .openapi('ReviewReader');
export type ReviewReaderView = z.infer<typeof reviewReaderSchema>;

const candidateSchema = z
  .object({
    text: z.string(),
    chosen: z.boolean(),
    why: z.string().openapi({ description: 'Why it was chosen, or not' }),
    score: z.number(),
    scoreParts: z.record(z.string(), z.number()),
    formFaults: z.array(z.string()),
    verdict: verdictOrNullSchema,
  })
  .openapi('ReviewCandidate');

/** Why these readers get this text, over all of them. */
export const whyReadersSchema = z
  .object({
    readers: z.number().int(),
    summedUp: z
      .number()
      .int()
      .openapi({ description: 'Of these, the newest ones that the rest of this object is about' }),
    confidence: z.number().nullable(),
    interests: z.array(
      z.object({
        name: z.string(),
        share: share.openapi({ description: 'Mean over the readers' }),
        readers: z.number().int(),
      }),
    ),
    clock: clock.nullable(),
    focus: z.array(focusSchema.extend({ readers: z.number().int() })),
    eventsUsed: z.number().int(),
    eventsDropped: z.number().int(),
    droppedByReason: z.record(z.string(), z.number().int()),
    bySource: z.record(z.string(), z.number().int()),
  })
  .openapi('WhyTheseReaders');

/** All there is to know of one text. */
export const entryDetailSchema = z
  .object({
    entry: reviewEntrySchema,
    item: z.object({
      id: z.string(),
      version: z.number().int(),
      current: z.boolean(),
      kind: z.enum(['article', 'ad', 'picture']),
      title: z.string(),
      summary: z.string().nullable(),
      section: z.string().nullable(),
      language: z.string().nullable(),
      publishedAt: instantSchema.nullable(),
      source: z
        .string()
        .openapi({ description: "What evidence spans point into: the article's body, or the ad's facts by line" }),
    }),
    verdict: verdictSchema,
    fallback: z.string().nullable(),
    candidates: z.array(candidateSchema),
    why: whyReadersSchema,
    readers: z.array(reviewReaderSchema).openapi({ description: 'The newest few; GET …/readers has more' }),
    seesReaders: z.boolean().openapi({ description: 'Whether readers are named and clicks shown to who asks' }),
    placements: z.array(
      z.object({
        name: z.string(),
        maximumWords: z.number().int().nullable(),
        maximumCharacters: z.number().int().nullable(),
      }),
    ),
    provenance: z.object({
      resultId: z.string().nullable(),
      jobId: z.string().nullable(),
      writtenAt: instantSchema,
      conditioning: z.enum(conditionings).nullable(),
      seed: z.number().nullable(),
      checker: z.object({ name: z.string(), version: z.string() }),
      denoiserVersion: z.string().nullable(),
      encoderSha256: z.string().nullable(),
      projector: z.string().nullable(),
      models: z
        .record(z.string(), z.union([z.string(), z.number()]))
        .openapi({ description: 'Hashes and versions that reproduce the text' }),
    }),
    decisions: z.array(decisionSchema).openapi({ description: 'Newest first, at most 50' }),
  })
  .openapi('ReviewEntryDetail');
export type EntryDetailView = z.infer<typeof entryDetailSchema>;
