import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Event, eventKinds } from '../../datasets/event.ts';
import { hasApproximateTime } from '../../datasets/import/approximate-time.ts';
import { type ReadLogColumnsOptions, readLogColumns } from '../../datasets/import/read-log-columns.ts';
import { sharedData, temporaryFolder, wholeLog } from './import-support.ts';

const row = (event: Event) =>
  [event.userId, event.itemId, Date.parse(event.at), event.kind, event.dwellSeconds, hasApproximateTime(event)].join(
    '\t',
  );

/** The columns' events as rows of the same text as `row` makes of an event. */
async function rowsOfColumns(options: ReadLogColumnsOptions) {
  const log = await readLogColumns(options);
  const rows: string[] = [];
  for await (const columns of log.batches()) {
    for (let place = 0; place < columns.user.length; place += 1) {
      const dwell = columns.dwell[place]!;
      rows.push(
        [
          log.users[columns.user[place]!],
          log.items[columns.item[place]!],
          columns.time[place],
          eventKinds[columns.kind[place]!],
          Number.isNaN(dwell) ? undefined : dwell,
          columns.approximate[place] === 1,
        ].join('\t'),
      );
    }
  }
  return { rows, log };
}

const at = (minute: number) => new Date(Date.UTC(2024, 4, 1, 0, minute)).toISOString();
const lines = Array.from({ length: 5000 }, (_, place) =>
  JSON.stringify({
    userId: `u${(place * 7919) % 211}`,
    itemId: `a${(place * 104_729) % 97}`,
    at: place % 50 === 7 ? 'never' : at((place * 31) % 10_000),
    kind: eventKinds[1 + (place % 6)],
    ...(place % 3 === 0 ? {} : { dwellSeconds: place % 120 }),
  }),
);

describe('a log read as columns', () => {
  it('holds the same events in the same order as the log read as rows, and the same report', async () => {
    const path = join(temporaryFolder(), 'log.jsonl');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const whole = await wholeLog({ format: 'jsonl', paths: path });
    const { rows, log } = await rowsOfColumns({ format: 'jsonl', paths: path, batchSize: 999 });
    expect(rows).toEqual(whole.events.map(row));
    expect(log.users).toEqual([...new Set(whole.events.map((event) => event.userId))].sort());
    expect(log.items).toEqual([...new Set(whole.events.map((event) => event.itemId))].sort());
    expect(log.report).toEqual({ ...whole.report, usersOut: 0, itemsOut: 0 });
    expect(log.report.rejectedByReason).toEqual({ 'at: not a time': 100 });
  });

  it('can be had reader by reader in the order of time', async () => {
    const path = join(temporaryFolder(), 'log.jsonl');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const log = await readLogColumns({ format: 'jsonl', paths: path, order: 'reader', batchSize: 700 });
    const keys: number[] = [];
    for await (const columns of log.batches()) {
      expect(columns.user.length).toBeLessThanOrEqual(700);
      for (const [place, user] of columns.user.entries()) keys.push(user * 1e13 + columns.time[place]!);
    }
    expect(keys.length).toBe(4900);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  it.skipIf(!existsSync(join(sharedData, 'mind')))(
    'of MIND too (skipped where ../shared/data/mind is absent)',
    async () => {
      const options = { format: 'mind', paths: join(sharedData, 'mind') } as const;
      const whole = await wholeLog(options);
      const { rows } = await rowsOfColumns(options);
      const expected = whole.events.map(row).sort();
      expect(rows.length).toBe(expected.length);
      expect(rows.sort().filter((entry, place) => entry !== expected[place])).toEqual([]);
    },
  );
});
