import { z } from '@hono/zod-openapi';
import type { Period } from '../../store/review/figures.ts';

const instant = z.iso.datetime({ offset: true }).optional();

/** The query of whatever is asked for over a period. */
export const periodQuery = { from: instant, before: instant };

const dayMilliseconds = 86_400_000;

/** A period of a query: up to now, and so many days back, where it does not say. */
export function periodOf(
  { from, before }: { from?: string | undefined; before?: string | undefined },
  days: number,
): Period {
  const end = before ? new Date(before) : new Date();
  return { from: from ? new Date(from) : new Date(end.getTime() - days * dayMilliseconds), before: end };
}
