/** A share with its 95 % interval. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
  /** Null of nothing. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const z = 1.959964;

/** A share and its score interval (Wilson 1927), which holds for small numbers and shares near 0 and 1. */
export function proportion(count: number, of: number): Proportion {
  if (of === 0) return { count, of, share: null, low: null, high: null };
  const share = count / of;
  const middle = share + z ** 2 / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return {
    count,
    of,
    share,
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
  };
}
