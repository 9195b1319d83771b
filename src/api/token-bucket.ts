/** So many requests a second, and a burst on top, for each key. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Generous: a bound on accidents, not a price list. */
export const defaultRateLimit: RateLimit = { perSecond: 5000, burst: 20_000 };

/**
 * Token buckets, one a key. Idle (full) buckets are forgotten, so that memory follows the keys in use.
 */
export class TokenBuckets {
  readonly #limit: RateLimit;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** @param now milliseconds, monotonic */
  constructor(limit: RateLimit, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Takes one token. Gives 0, or the seconds to wait (a whole number, at least 1) when there is none. */
  take(key: string): number {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: this.#limit.burst, at: now };
    bucket.tokens = Math.min(this.#limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * this.#limit.perSecond);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > 10_000) this.#forgetIdle(now);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / this.#limit.perSecond));
    bucket.tokens -= 1;
    return 0;
  }

  #forgetIdle(now: number): void {
    const fullAfter = (this.#limit.burst / this.#limit.perSecond) * 1000;
    for (const [key, bucket] of this.#buckets) if (now - bucket.at >= fullAfter) this.#buckets.delete(key);
  }
}
