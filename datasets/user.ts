import { z } from 'zod';

/** What is known of a reader beside their events. Personal data: kept out of logs. */
export const userSchema = z.strictObject({
  id: z.string().min(1).max(200),
  consent: z.enum(['given', 'refused', 'unknown']).default('unknown'),
  ageBand: z.enum(['child', 'adult', 'unknown']).default('unknown'),
  /** Rules set by the user or an editor, e.g. `no crime`; they outrank what was learnt. */
  rules: z.array(z.string().min(1).max(200)).max(50).default([]),
  /** What a workspace knows besides, e.g. `{ gender: 'f' }`; used only to take an attribute it names out of vectors. */
  attributes: z.record(z.string().min(1).max(100), z.string().min(1).max(100)).optional(),
});
export type User = z.infer<typeof userSchema>;
