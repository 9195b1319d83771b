import { z } from '@hono/zod-openapi';
import { eventSchema } from '../../../datasets/event.ts';
import { noiseReasons, profileSources } from '../../../profiles/profile.ts';
import { instantSchema } from './common.ts';

const interestSchema = z.object({
  name: z.string(),
  share: z.number(),
  terms: z.array(z.object({ term: z.string(), weight: z.number() })),
  itemIds: z.array(z.string()),
});

/** What is known of a user, without the vectors. */
export const profileSchema = z
  .object({
    userId: z.string(),
    asOf: instantSchema,
    source: z.enum(profileSources),
    confidence: z.number(),
    interests: z.array(interestSchema),
    clock: z.array(z.number()).openapi({ description: 'Reading weight by hour of the week, Monday 00:00 UTC first' }),
    eventCount: z.number().int(),
    encoderSha256: z.string(),
    denoiserVersion: z.string(),
  })
  .openapi('Profile');
export type ProfileView = z.infer<typeof profileSchema>;

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
