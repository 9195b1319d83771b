import type { MiddlewareHandler } from 'hono';
import type { ApiEnvironment } from './context.ts';
import { ApiProblem } from './problem.ts';
import { type RateLimit, TokenBuckets } from './token-bucket.ts';

/** Refuses with 429 and Retry-After what goes beyond a key's rate. */
export function limitRate(limit: RateLimit): MiddlewareHandler<ApiEnvironment> {
  const buckets = new TokenBuckets(limit);
  return async (context, next) => {
    // Who signs in is nobody yet; signing in has bounds of its own.
    const seconds = buckets.take(context.get('principal')?.id ?? 'signing in');
    if (seconds > 0)
      throw new ApiProblem('rate-limited', `This key may send ${limit.perSecond} requests a second.`, {
        headers: { 'retry-after': String(seconds) },
      });
    await next();
  };
}
