import { expect, test } from 'vitest';
import { areaUnderScores, balancedAccuracy, factReport, type JudgedRow } from '../../evaluation/facts/fact-accuracy.ts';

const row = (article: string, label: 0 | 1, score: number, origin = 'a'): JudgedRow => ({
  article,
  label,
  score,
  origin,
  consistent: score >= 0.5,
});

test('balanced accuracy weighs both labels alike, however rare one is', () => {
  const rows = [row('1', 1, 0.9), row('2', 0, 0.1), row('3', 0, 0.2), row('4', 0, 0.8), row('5', 0, 0.7)];
  expect(balancedAccuracy(rows)).toBe((1 + 0.5) / 2);
  expect(balancedAccuracy(rows.slice(1))).toBeNull();
});

test('AUC counts pairs, ties half', () => {
  const rows = [row('1', 1, 0.9), row('2', 1, 0.5), row('3', 0, 0.5), row('4', 0, 0.6)];
  const pairs = rows.flatMap((one) =>
    rows.filter((other) => one.label === 1 && other.label === 0).map((other) => [one.score, other.score] as const),
  );
  const won = pairs.reduce((sum, [one, other]) => sum + (one > other ? 1 : one === other ? 0.5 : 0), 0);
  expect(areaUnderScores(rows)).toBe(won / pairs.length);
});

test('an origin that predicts the label does not help within an origin', () => {
  // Everything of "a" is consistent but one, everything of "b" inconsistent but one; scores follow the origin alone.
  const rows = Array.from({ length: 20 }, (_, index) => {
    const origin = index < 10 ? 'a' : 'b';
    const exception = index === 0 || index === 10;
    return row(`article ${index}`, (origin === 'a') !== exception ? 1 : 0, origin === 'a' ? 0.9 : 0.1, origin);
  });
  const report = factReport(rows);
  expect(report.balancedAccuracy.value).toBeCloseTo(0.9);
  expect(report.byOrigin.a?.balancedAccuracy.value).toBe(0.5);
  expect(report.byOrigin.b?.auc.value).toBe(0.5);
  expect(Object.keys(report)).toEqual(['n', 'balancedAccuracy', 'auc', 'byOrigin']);
});

test('texts of one article are drawn together, so twins do not narrow the interval', () => {
  const single = Array.from({ length: 30 }, (_, index) =>
    row(`article ${index}`, index % 2 === 0 ? 1 : 0, (index * 7) % 10 < 6 === (index % 2 === 0) ? 0.9 : 0.1),
  );
  const twins = single.flatMap((one) => [one, one, one, one]);
  const width = (rows: JudgedRow[]) => {
    const { low, high } = factReport(rows).balancedAccuracy;
    return high! - low!;
  };
  expect(width(twins)).toBeCloseTo(width(single), 10);
});
