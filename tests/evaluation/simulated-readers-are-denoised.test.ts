import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noiseKinds } from '../../evaluation/denoise/flag-scores.ts';
import { simulationTable } from '../../evaluation/denoise/simulation-table.ts';
import { simulateReport } from '../../evaluation/denoise-simulation.ts';
import { withoutRules } from '../../profiles/denoise/settings.ts';

const report = await simulateReport({ readers: 150, seed: 'test', sweep: ['bounceSeconds'] });

describe('simulated readers are denoised', () => {
  it.each(noiseKinds)('finds noise of the kind %s, and little else', (kind) => {
    const { planted, ownPrecision, recall } = report.flags.byKind[kind]!;
    expect(planted).toBeGreaterThan(50);
    expect(ownPrecision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  it('leaves at least 98 % of the clean events their weight', () => {
    expect(report.flags.clean.events).toBeGreaterThan(5000);
    expect(report.flags.clean.share).toBeLessThanOrEqual(0.02);
  });

  it('brings profiles nearer to true interests than raw clicks do, surely', () => {
    expect(report.nearness.readers).toBe(150);
    expect(report.nearness.shareDistance.difference.high).toBeLessThan(0);
    expect(report.nearness.cosine.difference.low).toBeGreaterThan(0);
    expect(report.short).toEqual([]);
  });

  it('shows where it falls short: slow bounces look like readings', () => {
    const recalls = report.sweep.bounceSeconds!.map(({ byKind }) => byKind.short!.recall!);
    expect(recalls[0]).toBeGreaterThan(0.95);
    expect(recalls.at(-1)).toBeLessThan(0.9);
    expect(simulationTable(report)).toContain('bounceSeconds');
  });

  it('says which goals are missed when rules are off', async () => {
    const blind = await simulateReport({ readers: 60, seed: 'test', sweep: [], settings: withoutRules('bot') });
    expect(blind.flags.byKind.bot!.recall).toBe(0);
    expect(blind.short.join()).toContain('recall of bot');
  });

  it('is made without a look at the rules', () => {
    const folder = join(import.meta.dirname, '../../evaluation/simulation');
    for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file), 'utf8')).not.toContain('denoise/');
  });
});
