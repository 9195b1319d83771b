import { z } from '@hono/zod-openapi';
import { limits } from '../limits.ts';

/** A caller's id: whatever text they use, but for NUL, which no database holds. */
const callerId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\0]+$/, 'Invalid id: it holds a NUL character');

/** `{id}` in a path, given by the caller. */
export const callerIdPath = z.object({ id: callerId.openapi({ param: { name: 'id', in: 'path' } }) });
/** `{id}` in a path, given by Masthead. Not checked for its form: what is no id is simply not found. */
export const ownIdPath = z.object({
  id: z
    .string()
    .min(1)
    .max(200)
    .openapi({ param: { name: 'id', in: 'path' } }),
});

export const callerIdQuery = callerId.optional();

/** The query of every list that comes in pages. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(50),
  cursor: z.string().max(2000).optional().openapi({ description: 'The `nextCursor` of the page before' }),
};

/** Nothing that happened on a page lies before this. */
export const earliestTime = 0;

export const instantSchema = z.string().openapi({ format: 'date-time' });

/** One page: newest or first rows, and where the next page starts. */
export const pageOf = <Schema extends z.ZodType>(row: Schema) =>
  z.object({ rows: z.array(row), nextCursor: z.string().nullable() });

/** UUIDs only: what is none cannot name a row, and PostgreSQL would refuse to compare it. */
export const looksLikeUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
