import { bootstrapUsers, type Interval, meanOf } from './bootstrap-users.ts';
import type { Impression } from './ebnerd-folder.ts';
import type { NextClickArm } from './next-click-arms.ts';
import { areaUnderCurve, rankCorrelation } from './ranking-scores.ts';

export interface ArmScores {
  /** Mean over impressions of the chance that what was opened scores above what was passed over. */
  readonly auc: Interval;
  /** Spearman's correlation of the opened item's score and the seconds then spent on it. */
  readonly readTimeCorrelation: Interval;
  /** AUC less that of the plain mean of denoised clicks, on the same impressions. */
  readonly aucOverMean: Interval;
  /** Impressions of which the arm knew the reader; on the others all items score alike. */
  readonly known: number;
}

export interface NextClickScores {
  readonly n: { readonly impressions: number; readonly users: number; readonly readTimes: number };
  readonly arms: Readonly<Record<string, ArmScores>>;
}

interface Row {
  readonly auc: number;
  readonly meanAuc: number;
}

/**
 * Scores arms on impressions where at least one opened and one passed-over item has a vector, and the reader's read
 * times where the one opened item has. Every arm is scored on the same impressions.
 */
export function scoreNextClick(
  impressions: readonly Impression[],
  arms: readonly NextClickArm[],
  hasVector: (itemId: string) => boolean,
  scoredArms: (done: number) => void = () => undefined,
): NextClickScores {
  const usable = impressions.filter(
    ({ shown, clicked }) =>
      clicked.some(hasVector) && shown.some((itemId) => hasVector(itemId) && !clicked.includes(itemId)),
  );
  const timed = impressions.filter(
    ({ clicked, nextReadSeconds }) => clicked.length === 1 && hasVector(clicked[0]!) && nextReadSeconds !== null,
  );
  const aucs = new Map(
    arms.map((arm, index) => {
      const scored = usable.map((impression) => aucOf(arm, impression, hasVector));
      scoredArms(index + 1);
      return [arm.name, scored];
    }),
  );
  const mean = aucs.get('denoised')!;
  return {
    n: {
      impressions: usable.length,
      users: new Set(usable.map(({ userId }) => userId)).size,
      readTimes: timed.length,
    },
    arms: Object.fromEntries(
      arms.map((arm) => {
        const own = aucs.get(arm.name)!;
        const rows = groupByUser(usable, (_, index): Row => ({ auc: own[index]!.auc, meanAuc: mean[index]!.auc }));
        const times = groupByUser(timed, (impression) => {
          const score = arm.score(impression.userId, impression.at);
          return score && { x: score(impression.clicked[0]!), y: impression.nextReadSeconds! };
        }).map((pairs) => pairs.filter((pair) => pair !== null));
        return [
          arm.name,
          {
            auc: bootstrapUsers(rows, (drawn) => meanOf(drawn.map(({ auc }) => auc))),
            readTimeCorrelation: bootstrapUsers(times, rankCorrelation),
            aucOverMean: bootstrapUsers(rows, (drawn) => meanOf(drawn.map(({ auc, meanAuc }) => auc - meanAuc))),
            known: own.filter(({ known }) => known).length,
          },
        ];
      }),
    ),
  };
}

function aucOf(arm: NextClickArm, { userId, at, shown, clicked }: Impression, hasVector: (itemId: string) => boolean) {
  const score = arm.score(userId, at);
  if (!score) return { auc: 0.5, known: false };
  const opened = clicked.filter(hasVector);
  const passedOver = shown.filter((itemId) => hasVector(itemId) && !clicked.includes(itemId));
  return { auc: areaUnderCurve(opened.map(score), passedOver.map(score))!, known: true };
}

function groupByUser<Value>(
  impressions: readonly Impression[],
  value: (impression: Impression, index: number) => Value,
) {
  const users = new Map<string, Value[]>();
  for (const [index, impression] of impressions.entries()) {
    const list = users.get(impression.userId) ?? [];
    users.set(impression.userId, list);
    list.push(value(impression, index));
  }
  return [...users.values()];
}
