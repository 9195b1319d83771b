import { z } from 'zod';

/** What a reader did with an item. Impressions are exposures without a click. */
export const eventKinds = ['impression', 'click', 'finish', 'quick_close', 'share', 'like', 'dislike'] as const;
export type EventKind = (typeof eventKinds)[number];

/**
 * One thing a user did. Missing dwell is unknown, never 0. `id` is the caller's, or derived from the other fields, so
 * that the same event sent twice is one event.
 */
export const eventSchema = z.strictObject({
  id: z.string().min(1).max(200).optional(),
  userId: z.string().min(1).max(200),
  itemId: z.string().min(1).max(200),
  /** ISO-8601 with time zone. */
  at: z.iso.datetime({ offset: true }),
  kind: z.enum(eventKinds),
  /** Seconds the item was open. */
  dwellSeconds: z.number().min(0).max(86_400).optional(),
  /** Deepest scroll, 0..1. */
  scroll: z.number().min(0).max(1).optional(),
  sessionId: z.string().max(200).optional(),
  device: z.string().max(100).optional(),
  /** The variant that was shown, when Masthead wrote it. */
  variantId: z.string().max(200).optional(),
  placement: z.string().max(100).optional(),
});
export type Event = z.infer<typeof eventSchema>;
