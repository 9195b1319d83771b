import { bootstrapUsers, type Interval } from '../profiles/bootstrap-users.ts';
import { articleGroups } from './article-groups.ts';
import { areaUnderScores, balancedAccuracy, type JudgedRow } from './fact-accuracy.ts';
import type { TypedRow } from './factuality-sets.ts';
import type { LabelledReading, ScorerArm } from './scorer-arms.ts';

/** A row of a labelled set, read. */
export type ReadRow = TypedRow & LabelledReading;

const percent = ({ value, low, high }: Interval, signed = false) => {
  const digits = (one: number) => `${signed && one > 0 ? '+' : ''}${(100 * one).toFixed(1)}`;
  return value === null ? '–' : `${digits(value)} [${(100 * low!).toFixed(1)}, ${(100 * high!).toFixed(1)}]`;
};

/** Head of the table that `armLines` fills. */
export const armHeading = [
  '| set | by | balanced accuracy | AUC | scorer better by (balanced accuracy) | (AUC) |',
  '|---|---|---|---|---|---|',
].join('\n');

/**
 * One set and origin by every arm, the first being the scorer; differences are paired, over the same articles. Percent,
 * with 95 % intervals by bootstrap over articles.
 */
export function armLines(name: string, rows: readonly ReadRow[], arms: readonly ScorerArm[]): string[] {
  const judged = arms.map((arm) => rows.map((row): JudgedRow => ({ ...row, ...arm.judge(row.read) })));
  const groups = articleGroups(rows.map((row, index) => ({ article: row.article, index })));
  const figures = [balancedAccuracy, areaUnderScores];
  const own = (arm: number) =>
    figures.map((figure) =>
      percent(bootstrapUsers(groups, (drawn) => figure(drawn.map(({ index }) => judged[arm]![index]!)))),
    );
  const over = (arm: number) =>
    figures.map((figure) =>
      percent(
        bootstrapUsers(groups, (drawn) => {
          const [ours, theirs] = [0, arm].map((which) => figure(drawn.map(({ index }) => judged[which]![index]!)));
          return ours === null || theirs === null ? null : ours! - theirs!;
        }),
        true,
      ),
    );
  const consistent = rows.filter(({ label }) => label === 1).length;
  return arms.map((arm, at) =>
    at === 0
      ? `| ${name}, ${rows.length} (${consistent} consistent) | **${arm.name}** | ${own(0).join(' | ')} | | |`
      : `| | ${arm.name} | ${[...own(at), ...over(at)].join(' | ')} |`,
  );
}

/** Of a set and origin: the share of each error type that the arm finds, and of consistent texts that it objects to. */
export function errorLines(name: string, rows: readonly ReadRow[], arm: ScorerArm): string[] {
  const line = (kind: string, of: readonly ReadRow[]) => {
    const found = of.filter(({ read }) => !arm.judge(read).consistent).length;
    return `| ${name} | ${kind} | ${of.length} | ${((100 * found) / Math.max(1, of.length)).toFixed(1)} |`;
  };
  const kinds = [...new Set(rows.flatMap(({ errors }) => errors))].sort();
  return [
    ...kinds.map((kind) =>
      line(
        kind,
        rows.filter(({ errors }) => errors.includes(kind)),
      ),
    ),
    line(
      'none (wrongly objected to)',
      rows.filter(({ label }) => label === 1),
    ),
  ];
}

/** Share of Falke's pairs whose correct text scores above the incorrect one, ties half (Falke et al. 2019). */
export function rankedPairs(rows: readonly ReadRow[], arm: ScorerArm): { pairs: number; share: number } {
  const scores = new Map(rows.map(({ id, read }) => [id, arm.judge(read).score]));
  const signs = rows.flatMap(({ id }) => {
    const wrong = scores.get(id.replace('/correct', '/incorrect'));
    return id.endsWith('/correct') && wrong !== undefined ? [Math.sign(scores.get(id)! - wrong)] : [];
  });
  return { pairs: signs.length, share: signs.reduce((sum, sign) => sum + (1 + sign) / 2, 0) / signs.length };
}
