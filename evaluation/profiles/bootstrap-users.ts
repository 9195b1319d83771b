/** A figure with its 95 % interval by bootstrap over users. */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const draws = 1000;

/**
 * Draws users with replacement and takes the figure each time: impressions of one reader are not independent, so the
 * reader is what is drawn. The same users give the same interval. Draws that give no figure are left out.
 * @param byUser one group of rows a user
 */
export function bootstrapUsers<Row>(
  byUser: readonly (readonly Row[])[],
  figure: (rows: readonly Row[]) => number | null,
): Interval {
  const value = figure(byUser.flat());
  if (value === null) return { value: null, low: null, high: null };
  let state = 0x2545f491;
  const figures: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const rows: Row[] = [];
    for (let user = 0; user < byUser.length; user++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      rows.push(...byUser[(state >>> 0) % byUser.length]!);
    }
    const drawn = figure(rows);
    if (drawn !== null) figures.push(drawn);
  }
  figures.sort((a, b) => a - b);
  const at = (share: number) => figures[Math.min(figures.length - 1, Math.floor(share * figures.length))] ?? null;
  return { value, low: at(0.025), high: at(0.975) };
}

/** Mean of numbers, or null without any. */
export const meanOf = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
