import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bootstrapMean } from '../../evaluation/bootstrap-mean.ts';
import { copySource, longestCopiedRun, novelBigrams } from '../../evaluation/headlines/copied-text.ts';
import { evaluateHeadlines, type KeptArm } from '../../evaluation/headlines/evaluate-headlines.ts';
import { KeptScores } from '../../evaluation/headlines/kept-scores.ts';
import { sampleRows } from '../../evaluation/headlines/sample-rows.ts';
import { textMetrics } from '../../evaluation/headlines/score-text.ts';
import { rougeL, rougeN } from '../../evaluation/rouge.ts';
import { taskTailVersion } from '../../generators/prompt/task-tail.ts';
import { partText, scriptedModels } from '../generators/scripted-models.ts';

const body =
  'Sarnholm will build a bridge for 40 million crowns, Mayor Anna Lopez said on Monday. The bridge opens in 2028.';
const row = { id: 'one', title: 'Quandary of the crossing ends at last', body };
const options = { candidates: 3, seed: 1, adapter: 'headline' };

function adapted(lines: Parameters<typeof scriptedModels>[0]) {
  const scripted = scriptedModels(lines);
  const adapter = {
    name: 'headline',
    task: 'headline',
    version: '1',
    promptVersion: taskTailVersion,
    fileSha256: 'f'.repeat(64),
    taskTokens: null,
  };
  Object.assign(scripted.models.languageModel, { adapters: [adapter] });
  return scripted;
}

describe('measuring headlines', () => {
  it('gives every arm each metric with an interval, and a likelihood where a model writes', async () => {
    const { models } = adapted(['Sarnholm will build a bridge']);
    const report = await evaluateHeadlines([row], models, { ...options, kept: new KeptScores<KeptArm>() });
    expect(Object.keys(report)).toEqual(['n', 'checker', 'arms']);
    expect(Object.keys(report.arms)).toEqual(['trained', 'untrained', 'firstSentence', 'shortenedFirstSentence']);
    for (const [name, arm] of Object.entries(report.arms)) {
      const written = name === 'trained' || name === 'untrained';
      expect(Object.keys(arm)).toEqual([...(written ? ['nll'] : []), ...textMetrics]);
      for (const interval of Object.values(arm)) expect(Object.keys(interval)).toEqual(['value', 'low', 'high']);
    }
    expect(report.arms.trained.nll!.value).toBeCloseTo(2);
  });

  it('scores the best candidate where all fail, and never the title', async () => {
    const { models } = adapted(['Quillhaven will build a bridge for 90 million crowns', 'Bridge', 'Keller builds']);
    const { arms } = await evaluateHeadlines([row], models, { ...options, kept: new KeptScores<KeptArm>() });
    expect(arms.trained.factPass.value).toBe(0);
    expect(arms.trained.malformed.value).toBe(0);
    expect(arms.trained.rougeL.value).toBeLessThan(1);
    expect(arms.firstSentence.factPass.value).toBe(1);
  });

  it('shows the title to nothing that writes', async () => {
    const { models, requests } = adapted(['Sarnholm will build a bridge']);
    await evaluateHeadlines([row], models, { ...options, kept: new KeptScores<KeptArm>() });
    const asked = JSON.stringify(
      requests.map(({ prefix, rows }) => [partText({ ids: prefix }), rows.map(({ tail }) => tail.map(partText))]),
    );
    expect(asked).toContain('Anna Lopez');
    expect(asked).not.toContain('Quandary');
  });

  it('goes on from what was kept, unless something it depends on has changed', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headlines-')), 'kept.jsonl');
    const first = adapted(['Sarnholm will build a bridge']);
    const report = await evaluateHeadlines([row], first.models, { ...options, kept: new KeptScores(file) });
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"key":"cut off`);
    const second = adapted(['Something else entirely is written']);
    expect(await evaluateHeadlines([row], second.models, { ...options, kept: new KeptScores(file) })).toEqual(report);
    expect(second.requests).toEqual([]);
    await evaluateHeadlines([row], second.models, { ...options, seed: 2, kept: new KeptScores(file) });
    expect(second.requests.length).toBe(2);
    expect(readFileSync(file, 'utf8')).not.toContain('Sarnholm');
  });

  it('refuses rows without any body', async () => {
    const { models } = adapted(['Never asked for']);
    await expect(
      evaluateHeadlines([{ ...row, body: ' ' }], models, { ...options, kept: new KeptScores<KeptArm>() }),
    ).rejects.toThrow('no row has a body');
  });
});

describe('the metrics', () => {
  const source = copySource(body);

  it('count what is copied', () => {
    expect(longestCopiedRun('Sarnholm will build a tunnel', source)).toBe(4);
    expect(longestCopiedRun('Bridge opens in 2028', source)).toBe(4);
    expect(longestCopiedRun('Nothing like it', source)).toBe(0);
    expect(novelBigrams('Sarnholm will build a tunnel', source)).toBeCloseTo(1 / 4);
    expect(novelBigrams('Bridge', source)).toBe(0);
  });

  it('compare words and runs of words', () => {
    expect(rougeN('Bridge opens in May', 'bridge opens in June', 1)).toBeCloseTo(3 / 4);
    expect(rougeN('Bridge opens in May', 'bridge opens in June', 2)).toBeCloseTo(2 / 3);
    expect(rougeN('a a a a', 'a b', 1)).toBeCloseTo(2 / 6);
    expect(rougeN('one', 'two three', 2)).toBe(0);
    expect(rougeL('Bridge opens in May', 'in bridge opens')).toBeCloseTo(4 / 7);
  });

  it('come with an interval that narrows with more articles', () => {
    const few = bootstrapMean([0, 1, 0, 1]);
    const many = bootstrapMean(Array.from({ length: 400 }, (_, index) => index % 2));
    expect(few.value).toBe(0.5);
    expect(few.low).toBeLessThan(many.low);
    expect(many.high - many.low).toBeLessThan(0.12);
    expect(bootstrapMean([0, 1, 0, 1])).toEqual(few);
    expect(bootstrapMean([0.3])).toEqual({ value: 0.3, low: 0.3, high: 0.3 });
  });

  it('are taken on the same sample for the same seed, however the file is ordered', () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ id: `row ${index}` }));
    const sample = sampleRows(rows, 10, 1);
    expect(sample.length).toBe(10);
    expect(sampleRows(rows.toReversed(), 10, 1)).toEqual(sample);
    expect(sampleRows(rows, 10, 2)).not.toEqual(sample);
  });
});
