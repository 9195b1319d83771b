import type { Context } from 'hono';
import { ApiProblem } from './problem.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that changes something and rides on a cookie, unless the browser says that a page of this very server
 * sent it: by Sec-Fetch-Site, or by an Origin that names the host asked. (OWASP, Cross-Site Request Forgery Prevention:
 * verifying origin, beside SameSite cookies.) Programs send a key and no cookie, and are not concerned.
 * @throws ApiProblem 403
 */
export function requireSameOrigin(context: Context): void {
  if (safeMethods.has(context.req.method)) return;
  const site = context.req.header('sec-fetch-site');
  const origin = context.req.header('origin');
  const host = context.req.header('x-forwarded-host') ?? context.req.header('host') ?? new URL(context.req.url).host;
  const sameSite = site === undefined ? origin !== undefined : site === 'same-origin';
  const sameHost = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
  if (!sameSite || !sameHost)
    throw new ApiProblem('forbidden', 'This request came from a page of another site; open the desk and do it there.');
}
