import type { DenoisedEvent } from '../profile.ts';
import { evidenceByItem } from './evidence.ts';
import type { InterestSettings } from './settings.ts';

/** What counts as lately, against all the weeks before. */
const latelyDays = 14;
/** Least weight on either side for a difference to mean anything: about three articles read to the end. */
const leastWeight = 2;

/**
 * How interests rose or fell: share of the last two weeks less share of the weeks before, both without time decay.
 * @returns for an interest's items among all that count: its trend, or nothing where either side is too thin
 */
export function interestTrends(
  events: readonly DenoisedEvent[],
  asOf: number,
  settings: InterestSettings,
): (itemIds: ReadonlySet<string>, all: ReadonlySet<string>) => { trend?: number } {
  const border = asOf - latelyDays * 86_400_000;
  const undecayed = { ...settings, halfLifeDays: Number.POSITIVE_INFINITY };
  const sides = [
    evidenceByItem(
      events.filter(({ event }) => Date.parse(event.at) > border),
      asOf,
      undecayed,
    ),
    evidenceByItem(
      events.filter(({ event }) => Date.parse(event.at) <= border),
      asOf,
      undecayed,
    ),
  ];
  return (itemIds, all) => {
    const [lately, before] = sides.map((evidence) => {
      const counted = evidence.filter(({ itemId }) => all.has(itemId));
      const total = counted.reduce((sum, { weight }) => sum + weight, 0);
      const own = counted.reduce((sum, { itemId, weight }) => sum + (itemIds.has(itemId) ? weight : 0), 0);
      return total >= leastWeight ? own / total : null;
    });
    return lately !== null && lately !== undefined && before !== null && before !== undefined
      ? { trend: lately - before }
      : {};
  };
}
