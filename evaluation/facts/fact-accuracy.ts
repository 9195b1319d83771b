import { bootstrapUsers, type Interval } from '../profiles/bootstrap-users.ts';
import { articleGroups } from './article-groups.ts';

/** A labelled row with what a checker said of it. */
export interface JudgedRow {
  readonly article: string;
  readonly label: 0 | 1;
  readonly origin?: string;
  /** Higher is likelier consistent. */
  readonly score: number;
  /** Whether the checker takes it for consistent, at a threshold fixed beforehand. */
  readonly consistent: boolean;
}

/** How well a checker tells consistent from inconsistent texts. */
export interface FactAccuracy {
  readonly n: number;
  readonly balancedAccuracy: Interval;
  readonly auc: Interval;
}

/** Figures of all rows, and of each origin apart. */
export interface FactReport extends FactAccuracy {
  readonly byOrigin: Readonly<Record<string, FactAccuracy>>;
}

/** Mean of the shares found right among consistent and among inconsistent texts, 0..1; null without one of either. */
export function balancedAccuracy(rows: readonly Pick<JudgedRow, 'label' | 'consistent'>[]): number | null {
  const right = [0, 0];
  const all = [0, 0];
  for (const { label, consistent } of rows) {
    all[label]! += 1;
    if (consistent === (label === 1)) right[label]! += 1;
  }
  return all[0] === 0 || all[1] === 0 ? null : (right[0]! / all[0]! + right[1]! / all[1]!) / 2;
}

/** Probability that a consistent text scores above an inconsistent one, ties half; null without one of either. By ranks. */
export function areaUnderScores(rows: readonly Pick<JudgedRow, 'label' | 'score'>[]): number | null {
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  let consistent = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]!.score === sorted[start]!.score) end++;
    for (let index = start; index < end; index++) {
      if (sorted[index]!.label === 0) continue;
      consistent += 1;
      rankSum += (start + end + 1) / 2;
    }
    start = end;
  }
  const inconsistent = rows.length - consistent;
  if (consistent === 0 || inconsistent === 0) return null;
  return (rankSum - (consistent * (consistent + 1)) / 2) / (consistent * inconsistent);
}

/** Figures with 95 % intervals by bootstrap over articles: texts about one article are not independent. */
export function factAccuracy(rows: readonly JudgedRow[]): FactAccuracy {
  const groups = articleGroups(rows);
  return {
    n: rows.length,
    balancedAccuracy: bootstrapUsers(groups, balancedAccuracy),
    auc: bootstrapUsers(groups, areaUnderScores),
  };
}

/** As `factAccuracy`, of all rows and of each origin. */
export function factReport(rows: readonly JudgedRow[]): FactReport {
  const origins = [...new Set(rows.flatMap(({ origin }) => (origin === undefined ? [] : [origin])))].sort();
  return {
    ...factAccuracy(rows),
    byOrigin: Object.fromEntries(
      origins.map((origin) => [origin, factAccuracy(rows.filter((row) => row.origin === origin))]),
    ),
  };
}
