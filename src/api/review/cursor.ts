import type { QueueCursor, QueueOrder } from '../../store/review/review-queue.ts';
import { ApiProblem } from '../problem.ts';
import { looksLikeUuid } from '../schemas/common.ts';

/** Where a page of the queue ended, as text that callers pass back unread. */
export function encodeQueueCursor(next: QueueCursor | null): string | null {
  return next === null ? null : Buffer.from(JSON.stringify([next.order, next.value, next.id])).toString('base64url');
}

/** The inverse of encodeQueueCursor. @throws ApiProblem when the text is no cursor of a queue in that order */
export function decodeQueueCursor(cursor: string | undefined, order: QueueOrder): QueueCursor | null {
  if (cursor === undefined) return null;
  const fields = parse(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(fields) && fields.length === 3) {
    const [of, value, id] = fields as unknown[];
    const sound = typeof value === 'number' && Math.abs(value) <= 8.64e15 && (order !== 'reach' || isInteger(value));
    if (of === order && sound && typeof id === 'string' && looksLikeUuid(id)) return { order, value, id };
  }
  const detail = 'This is not a cursor of a queue in this order.';
  throw new ApiProblem('invalid-parameter', `query/cursor: ${detail}`, {
    errors: [{ pointer: 'query/cursor', detail, cure: 'Pass the `nextCursor` of a page unchanged, or leave it out.' }],
  });
}

/** What an integer column can be compared with. */
const isInteger = (value: number) => Number.isInteger(value) && Math.abs(value) <= 2_147_483_647;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
