import { z } from '@hono/zod-openapi';
import { instantSchema } from './common.ts';

const settingSchema = z.object({
  name: z.string().openapi({ description: 'Path with dots', example: 'denoise.thresholds.shortSeconds' }),
  value: z.unknown(),
  default: z.unknown(),
  takes: z.string().openapi({ description: 'Its unit, or the values it takes' }),
  decides: z.string(),
  source: z.string(),
});

/** What a workspace has decided about its readers' profiles. */
export const profileSettingsSchema = z
  .object({
    overrides: z.record(z.string(), z.unknown()).openapi({ description: 'What the workspace has set' }),
    settings: z.array(settingSchema).openapi({ description: 'Every setting with its value, default and meaning' }),
  })
  .openapi('ProfileSettings');
export type ProfileSettingsView = z.infer<typeof profileSettingsSchema>;

/** Overrides as they are sent; checked field by field by the settings themselves, whose errors name the cure. */
export const profileOverridesSchema = z
  .object({
    denoise: z.unknown().optional(),
    interests: z.unknown().optional(),
    privacy: z.unknown().optional(),
    schedule: z.unknown().optional(),
  })
  .catchall(z.unknown())
  .openapi('ProfileOverrides', {
    description: 'Settings that differ from the defaults, by part; GET has the names. What is left out is default.',
    example: { denoise: { thresholds: { shortSeconds: 8 } }, privacy: { unknownConsent: 'refused' } },
  });

const probeSchema = z.object({ before: z.record(z.string(), z.unknown()), after: z.record(z.string(), z.unknown()) });

/** A snapshot of what is everyone's. */
export const snapshotSchema = z
  .object({
    number: z.number().int(),
    asOf: instantSchema,
    createdAt: instantSchema,
    events: z.number().int().openapi({ description: 'Events of the workspace when it was taken' }),
    items: z.number().int(),
    surges: z.number().int(),
    medianDwellSeconds: z.number().nullable(),
    segments: z.array(z.number().int()).openapi({ description: 'Readers of each segment' }),
    readers: z.object({
      total: z.number().int(),
      consent: z.object({ given: z.number().int(), refused: z.number().int(), unknown: z.number().int() }),
      withheld: z.number().int().openapi({ description: 'From whose behaviour nothing is learnt' }),
    }),
    removedAttributes: z
      .record(z.string(), z.object({ directions: z.number().int(), byValue: z.record(z.string(), probeSchema) }))
      .openapi({
        description: 'By attribute and value: what a linear probe reads off held-out readers before and after removal',
      }),
    outdated: z.boolean().openapi({ description: 'A reader it counts was erased; the next is due' }),
  })
  .openapi('ProfileSnapshot');
export type SnapshotView = z.infer<typeof snapshotSchema>;

/** How a workspace's profiles stand. */
export const profilesStateSchema = z
  .object({
    readers: z.object({ given: z.number().int(), refused: z.number().int(), unknown: z.number().int() }),
    unknownConsent: z.enum(['allowed', 'refused']).openapi({ description: 'As the workspace sets' }),
    adultsOnly: z.boolean(),
    snapshot: snapshotSchema.nullable(),
    taking: z
      .object({ stage: z.string(), done: z.number().int(), of: z.number().int().nullable() })
      .nullable()
      .openapi({ description: 'How far the taking of the next snapshot is' }),
  })
  .openapi('ProfilesState');
export type ProfilesStateView = z.infer<typeof profilesStateSchema>;

export const builtProfilesSchema = z
  .object({
    built: z.number().int(),
    bySource: z.record(z.string(), z.number().int()),
    withheld: z.number().int(),
    nextCursor: z.string().nullable(),
  })
  .openapi('BuiltProfiles');
export type BuiltProfilesView = z.infer<typeof builtProfilesSchema>;
