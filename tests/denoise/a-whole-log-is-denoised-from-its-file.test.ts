import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { eventKinds } from '../../datasets/event.ts';
import { simulateLog } from '../../evaluation/simulation/simulate-log.ts';
import { denoiseLog } from '../../profiles/denoise/columnar/denoise-log.ts';
import { reasonsOf } from '../../profiles/denoise/columnar/reason-bits.ts';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { medianDwellSeconds } from '../../profiles/denoise/missing-dwell.ts';
import { defaultDenoiseSettings } from '../../profiles/denoise/settings.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import { noiseReasons } from '../../profiles/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-denoise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const simulated = simulateLog({ readers: 40, seed: 'file', values: { missingShare: 0.2 } });
const events = simulated.events.map((event) =>
  event.dwellSeconds === undefined ? event : { ...event, dwellSeconds: Math.fround(event.dwellSeconds) },
);
const words = new Map(simulated.newsroom.items.map((item) => [item.id, item.words]));
const itemWords = (itemId: string) => words.get(itemId) ?? null;
const asOf = new Date('2030-01-01T00:00:00Z');

describe('a whole log is denoised from its file', () => {
  it('gives every event the weight and reasons that its reader’s own denoising gives', async () => {
    const path = join(folder, 'log.jsonl');
    const lines = events.map(({ id: _, ...event }) => JSON.stringify(event));
    // The file's order is not the readers'.
    writeFileSync(
      path,
      `${[...lines.filter((__, n) => n % 2 > 0), ...lines.filter((__, n) => n % 2 === 0)].join('\n')}\n`,
    );
    const log = await denoiseLog({ format: 'jsonl', paths: path, itemWords, batchSize: 500, asOf });
    expect(log.medianDwellSeconds).toBe(medianDwellSeconds(events, defaultDenoiseSettings));
    expect(log.surgingItems).toBeGreaterThan(0);
    const users = await log.userIds(0, log.users);
    const fromFile: unknown[] = [];
    let batches = 0;
    for await (const batch of log.batches()) {
      batches++;
      for (let row = 0; row < batch.user.length; row++) {
        fromFile.push({
          userId: users[batch.user[row]!],
          itemId: log.items[batch.item[row]!],
          at: batch.time[row],
          kind: eventKinds[batch.kind[row]!],
          weight: batch.weight[row],
          reasons: reasonsOf(batch.reasons[row]!),
        });
      }
    }
    await log.close();
    expect(batches).toBeGreaterThan(2);
    const byReader = denoise(events, { itemWords, surges: buildSurgeIndex(events) });
    expect(fromFile).toEqual(
      byReader.map(({ event, weight, reasons }) => ({
        userId: event.userId,
        itemId: event.itemId,
        at: Date.parse(event.at),
        kind: event.kind,
        weight,
        reasons: noiseReasons.filter((reason) => reasons.includes(reason)),
      })),
    );
  });

  it('says what is wrong with a log, and leaves the bad rows out', async () => {
    const path = join(folder, 'bad.jsonl');
    const good = { userId: 'u', itemId: 'a', at: '2026-03-02T00:00:00Z', kind: 'click' };
    writeFileSync(path, `${JSON.stringify(good)}\n${JSON.stringify({ ...good, at: 'never' })}\n`);
    const log = await denoiseLog({ format: 'jsonl', paths: path, asOf });
    expect(log.events).toBe(1);
    expect(log.report.rejectedByReason).toEqual({ 'at: not a time': 1 });
    expect(log.medianDwellSeconds).toBeNull();
    await log.close();
    await expect(denoiseLog({ format: 'jsonl', paths: join(folder, 'nowhere') })).rejects.toThrow(/nowhere/);
  });
});
