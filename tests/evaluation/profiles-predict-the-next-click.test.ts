import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bootstrapUsers, meanOf } from '../../evaluation/profiles/bootstrap-users.ts';
import { evaluateDeskdrop } from '../../evaluation/profiles/evaluate-deskdrop.ts';
import { evaluateGlobo } from '../../evaluation/profiles/evaluate-globo.ts';
import { evaluateProfiles } from '../../evaluation/profiles/evaluate-profiles.ts';
import { areaUnderCurve, rankCorrelation } from '../../evaluation/profiles/ranking-scores.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-ebnerd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, rows: object[]) =>
  writeFileSync(join(folder, name), `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
const subjects = ['roning kapsejlads', 'museum maleri'];
write(
  'articles_titles.jsonl',
  Array.from({ length: 40 }, (_, index) => ({
    article_id: index,
    category: String(index % 2),
    title: `Nyt om ${subjects[index % 2]} nummer ${index}`,
  })),
);
// Each reader reads one subject through and bounces off the other.
write(
  'history_titled.jsonl',
  Array.from({ length: 8 }, (_, user) => ({
    userId: user,
    events: Array.from({ length: 18 }, (_, index) => ({
      articleId: (index * 2 + ((index % 3 === 0 ? 0 : 1) + user)) % 30,
      t: new Date(Date.UTC(2023, 1, 1, 3 * index + 47 * user, 7 * ((index * index) % 8))).toISOString(),
      readTimeS: index % 3 === 0 ? 60 + index : 2,
    })),
  })),
);
write(
  'behaviors_dev.jsonl',
  Array.from({ length: 24 }, (_, index) => ({
    user_id: index % 8,
    impression_time: new Date(Date.UTC(2023, 1, 20, index)).toISOString(),
    article_ids_inview: [30, 31, 32, 33, 999],
    article_ids_clicked: index === 23 ? [999] : [30 + (index % 2)],
    next_read_time: 20 + index,
  })),
);

describe('a folder shaped like EB-NeRD', () => {
  it('is scored by arm with n, intervals and differences from the plain mean', async () => {
    const { n, arms } = await evaluateProfiles({ format: 'ebnerd', data: folder });
    expect(n).toEqual({ impressions: 23, users: 8, readTimes: 23 });
    expect(Object.keys(arms)).toEqual(
      expect.arrayContaining(['raw', 'denoised', 'popularity', 'lastClick', 'without short', 'articlePooling']),
    );
    expect(arms.denoised!.auc.value!).toBeGreaterThan(0.8);
    expect(arms.denoised!.auc.value!).toBeGreaterThan(arms.raw!.auc.value!);
    expect(arms.denoised!.aucOverMean).toEqual({ value: 0, low: 0, high: 0 });
    for (const { auc } of Object.values(arms)) {
      expect(auc.low!).toBeLessThanOrEqual(auc.value!);
      expect(auc.high!).toBeGreaterThanOrEqual(auc.value!);
    }
  });

  it('says which file and line is broken', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'masthead-ebnerd-'));
    try {
      writeFileSync(join(broken, 'articles_titles.jsonl'), '{"article_id": 1, "title": "x"}\n{oops\n');
      await expect(evaluateProfiles({ format: 'ebnerd', data: broken })).rejects.toThrow('articles_titles.jsonl:2');
    } finally {
      rmSync(broken, { recursive: true });
    }
  });
});

it('scores count ties half, and correlation is by rank', () => {
  expect(areaUnderCurve([3, 1], [1, 0])).toBe(0.875);
  expect(areaUnderCurve([], [1])).toBeNull();
  const pairs = [1, 2, 3, 4].map((x) => ({ x, y: x ** 3 }));
  expect(rankCorrelation(pairs)).toBeCloseTo(1, 12);
  expect(rankCorrelation(pairs.map(({ x }) => ({ x, y: 5 })))).toBeNull();
});

it('intervals are over users: many rows of one user do not narrow them', () => {
  const users = [
    [1, 1, 1, 1],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
    [0, 0, 0, 0],
  ];
  const { value, low, high } = bootstrapUsers(users, meanOf);
  expect([value, low, high]).toEqual([0.5, 0, 1]);
});

const shared = join(fileURLToPath(new URL('../..', import.meta.url)), '..', 'shared', 'data');
describe.skipIf(!existsSync(join(shared, 'deskdrop')))('real logs', () => {
  it('Deskdrop: co-visits tell the next item better than chance', () => {
    const { n, arms } = evaluateDeskdrop(join(shared, 'deskdrop'));
    expect(n.predictions).toBeGreaterThan(1000);
    expect(arms.typed.auc.low!).toBeGreaterThan(0.7);
  }, 300_000);

  it('Globo: rates of flags, with every click’s dwell imputed', () => {
    const { n, flagged, silenced } = evaluateGlobo(join(shared, 'globo'));
    expect(n.events).toBeGreaterThan(70_000);
    expect(flagged.imputed).toBe(1);
    expect(silenced).toBeLessThan(0.25);
  }, 300_000);
});
