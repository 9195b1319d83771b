/** How far two readings of the same things agree. */
export interface Agreement {
  readonly pairs: number;
  /** Share of pairs that agree; null without pairs. */
  readonly raw: number | null;
  /** Agreement beyond chance, −1..1; null where it is not defined: no pairs, or one answer only. */
  readonly kappa: number | null;
}

/**
 * Raw agreement and Cohen's kappa (Cohen 1960), (p_o − p_e) / (1 − p_e), where p_e is what two readers with these shares
 * of answers would agree on by chance. Pairs of different people are pooled: "first" and "second" are the two raters.
 */
export function agreement(pairs: readonly (readonly [first: string, second: string])[]): Agreement {
  const count = pairs.length;
  if (count === 0) return { pairs: 0, raw: null, kappa: null };
  const same = pairs.filter(([first, second]) => first === second).length / count;
  const answers = new Set(pairs.flat());
  let chance = 0;
  for (const answer of answers) {
    const first = pairs.filter((pair) => pair[0] === answer).length / count;
    const second = pairs.filter((pair) => pair[1] === answer).length / count;
    chance += first * second;
  }
  return { pairs: count, raw: same, kappa: chance < 1 ? (same - chance) / (1 - chance) : null };
}
