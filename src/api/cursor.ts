import { ApiProblem } from './problem.ts';
import { looksLikeUuid } from './schemas/common.ts';

/** Where a page ended, as text that callers pass back unread. */
export function encodeCursor(next: string | null): string | null {
  return next === null ? null : Buffer.from(next).toString('base64url');
}

/**
 * The inverse of encodeCursor.
 *
 * @param of what the list is ordered by: Masthead's own ids (UUIDs) or numbers, or the callers' ids
 * @throws ApiProblem when the text is not a cursor of this list
 */
export function decodeCursor(cursor: string | undefined, of: 'uuid' | 'text' | 'number'): string | null {
  if (cursor === undefined) return null;
  const next = Buffer.from(cursor, 'base64url').toString();
  const sound =
    of === 'number'
      ? /^\d{1,9}$/.test(next)
      : of === 'uuid'
        ? looksLikeUuid(next)
        : next.length > 0 && next.length <= 200 && !next.includes('\0');
  if (sound) return next;
  const detail = 'This is not a cursor of this list.';
  throw new ApiProblem('invalid-parameter', `query/cursor: ${detail}`, {
    errors: [{ pointer: 'query/cursor', detail, cure: 'Pass the `nextCursor` of a page unchanged, or leave it out.' }],
  });
}
