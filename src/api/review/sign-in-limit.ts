import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { ApiProblem } from '../problem.ts';
import { TokenBuckets } from '../token-bucket.ts';

/**
 * Bounds how often someone may try to get in: by address (a newsroom may share one), and by the account tried, wherever
 * it is tried from.
 */
export class SignInLimit {
  readonly #byAddress = new TokenBuckets({ perSecond: 0.5, burst: 30 });
  readonly #byAccount = new TokenBuckets({ perSecond: 1 / 30, burst: 8 });

  /**
   * @param account what is tried: an e-mail address or a link's token
   * @throws ApiProblem 429 with Retry-After
   */
  take(context: Context, account: string): void {
    const seconds = Math.max(this.#byAddress.take(addressOf(context)), this.#byAccount.take(account.toLowerCase()));
    if (seconds > 0)
      throw new ApiProblem('rate-limited', `Too many attempts: try again in ${seconds} s.`, {
        headers: { 'retry-after': String(seconds) },
      });
  }
}

function addressOf(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? 'unknown';
  } catch {
    // Called without a connection, from within this process.
    return 'unknown';
  }
}
