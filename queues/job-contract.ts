import { z } from 'zod';
import { conditionings } from '../generators/generation.ts';

/** Kinds of jobs that write a text for an audience. */
export const writingKinds = ['headline', 'ad-title'] as const;
export type WritingKind = (typeof writingKinds)[number];

/** What a job does. Each kind has its own queue. */
export const jobKinds = [...writingKinds, 'train'] as const;
export type JobKind = (typeof jobKinds)[number];

/** `interactive` (someone is waiting) overtakes `bulk`. */
export const lanes = ['interactive', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

/** Where a job stands. `done`, `failed` and `cancelled` are final, but a failed job may be retried by hand. */
export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

const id = z.string().min(1).max(200);

/** Whom a job writes for: one user, a list (one result each), a segment, or everybody (one result in all). */
export const audienceSchema = z.union([
  z.strictObject({ userId: id }),
  z.strictObject({ userIds: z.array(id).min(1).max(1000) }),
  z.strictObject({ segment: id }),
  z.strictObject({ everybody: z.literal(true) }),
]);
export type Audience = z.infer<typeof audienceSchema>;

/** The name of a loaded adapter, or `none` for the model as it is. */
export const adapterNameSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/);

const writingFields = {
  itemId: id,
  audience: audienceSchema,
  /** What of the user the model is given. */
  conditioning: z.enum(conditionings).default('hybrid'),
  /** Where the text will appear; texts of different placements are different variants. */
  placement: z.string().min(1).max(100).default('default'),
  lane: z.enum(lanes).default('bulk'),
  /** Same seed, model and profile: same text. */
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Texts to write and choose from. */
  candidates: z.number().int().min(1).max(16).default(12),
  maxWords: z.number().int().min(1).max(60).optional(),
  /** The adapter to write with; the workspace's choice, else the task's own, if not given. */
  adapter: adapterNameSchema.optional(),
};

/** A headline for an article. */
export const headlineJobSchema = z.strictObject({ kind: z.literal('headline'), ...writingFields });
/** A title for an ad, from its facts alone. */
export const adTitleJobSchema = z.strictObject({ kind: z.literal('ad-title'), ...writingFields });

/** What a client posts to have something written; unknown fields are refused. */
export const jobInputSchema = z.discriminatedUnion('kind', [headlineJobSchema, adTitleJobSchema]);
/** A job as posted: fields with a default may be missing. */
export type JobRequest = z.input<typeof jobInputSchema>;
/** A job with its defaults filled in: what the store keeps and a handler gets. */
export type JobInput = z.output<typeof jobInputSchema>;

/** The kind of item that a kind of job writes for. */
export const itemKindOfJob: Readonly<Record<WritingKind, 'article' | 'ad'>> = { headline: 'article', 'ad-title': 'ad' };

/** A well-formed job that cannot be served yet. */
export class UnsupportedAudience extends Error {
  override name = 'UnsupportedAudience';
}

/**
 * Refuses what the schema accepts but nothing can serve yet.
 * @throws {UnsupportedAudience} for a segment
 */
export function requireServableAudience(audience: Audience): void {
  if ('segment' in audience) {
    throw new UnsupportedAudience(
      'audience.segment: this server has no segments yet; name the readers in audience.userIds, or use {"everybody": true}',
    );
  }
}

/** The users a job names, without repeats, in the order given; empty for everybody. */
export function usersOfAudience(audience: Audience): string[] {
  if ('userId' in audience) return [audience.userId];
  if ('userIds' in audience) return [...new Set(audience.userIds)];
  return [];
}
