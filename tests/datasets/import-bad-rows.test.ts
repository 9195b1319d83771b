import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, wholeLog, writeParquet, writeTable } from './import-support.ts';

const asOf = new Date('2024-06-01T00:00:00Z');
const good = { userId: 'u1', itemId: 'a1', at: '2024-05-01T10:00:00Z', dwellSeconds: 3 };
const bad: readonly [object | string, string, string][] = [
  [{ ...good, at: '2024-06-01T00:00:01Z' }, 'at', 'in the future'],
  [{ ...good, dwellSeconds: -1 }, 'dwellSeconds', 'negative'],
  [{ ...good, dwellSeconds: 90_000 }, 'dwellSeconds', 'more than a day'],
  [{ ...good, dwellSeconds: 'long' }, 'dwellSeconds', 'not a number'],
  [{ ...good, dwellSeconds: 'nan' }, 'dwellSeconds', 'not a number'],
  [{ ...good, scroll: 1.5 }, 'scroll', 'not between 0 and 1'],
  [{ ...good, userId: '' }, 'userId', 'missing'],
  [{ ...good, userId: 'u'.repeat(201) }, 'userId', 'longer than 200 characters'],
  [{ ...good, itemId: null }, 'itemId', 'missing'],
  [{ ...good, at: 'yesterday' }, 'at', 'not a time'],
  [{ ...good, at: '2024-13-01T00:00:00Z' }, 'at', 'not a time'],
  [{ ...good, at: '2024' }, 'at', 'not a time'],
  [{ ...good, at: null }, 'at', 'missing'],
  [{ ...good, at: '1969-01-01T00:00:00Z' }, 'at', 'before 1970'],
  [{ ...good, kind: 'stare' }, 'kind', 'unknown'],
  [{ ...good, consent: 'maybe' }, 'consent', 'not given, refused or unknown'],
  [{ ...good, device: 'd'.repeat(101) }, 'device', 'longer than 100 characters'],
];
const broken: typeof bad = [
  ['{"userId": "u1", ', 'row', 'not a JSON object'],
  ['[1, 2]', 'row', 'not a JSON object'],
  ['just text', 'row', 'not a JSON object'],
];

/** Good, bad, good, bad, … so that each bad row is told from its neighbours; the first row is good. */
const mixed = (rows: typeof bad) => rows.flatMap(([row]) => [good, row]);
const places = (rows: typeof bad, file: string, first: number) =>
  rows.map(([, field, reason], place) => ({ file, row: first + 2 * place + 1, field, reason }));

describe('bad rows are reported one by one, and the others go on', () => {
  it('in JSON lines', async () => {
    const path = join(temporaryFolder(), 'log.jsonl');
    const all = [...bad, ...broken];
    const lines = mixed(all).map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
    writeFileSync(path, `${lines.join('\n')}\n`);
    const log = await wholeLog({ format: 'jsonl', paths: path, asOf });
    expect(log.report.rejected).toEqual(places(all, path, 1));
    expect(log.events.length).toBe(all.length);
    expect(log.report.rejectedCount).toBe(all.length);
    expect(log.report.rejectedByReason['at: not a time']).toBe(3);
    expect(log.report.rowsRead).toBe(2 * all.length);
  });

  it('in CSV, by line, after lines that cannot be parsed at all', async () => {
    const path = join(temporaryFolder(), 'log.csv');
    const names = ['userId', 'itemId', 'at', 'dwellSeconds', 'kind', 'scroll', 'consent', 'device'];
    const line = (row: object | string) => names.map((name) => (row as Record<string, unknown>)[name] ?? '').join(',');
    const lines = [names.join(','), 'u1,a1', `${line(good)},extra,more`, ...mixed(bad).map(line)];
    writeFileSync(path, `${lines.join('\n')}\n`);
    const log = await wholeLog({ format: 'csv', paths: path, asOf });
    expect(log.report.rejected.slice(0, 2)).toEqual([
      { file: path, row: 2, field: 'row', reason: 'has fewer columns than the header' },
      { file: path, row: 3, field: 'row', reason: 'has more columns than the header' },
    ]);
    expect(log.report.rejected.slice(2)).toEqual(places(bad, path, 4));
    expect(log.events.length).toBe(bad.length);
    expect(log.report.rowsRead).toBe(2 * bad.length + 2);
  });

  it('in Parquet, by row', async () => {
    const folder = temporaryFolder();
    const path = await writeParquet(
      join(folder, 'log.parquet'),
      `SELECT * FROM (VALUES ('u1', 'a1', TIMESTAMP '2024-05-01 10:00:00', 3::DOUBLE), ('u1', 'a1', NULL, 3),
        ('u1', 'a1', TIMESTAMP '2024-07-01 10:00:00', 3), ('u1', 'a1', TIMESTAMP '2024-05-01 10:00:00', -3),
        ('u1', 'a1', TIMESTAMP 'infinity', 3), (NULL, 'a1', TIMESTAMP '2024-05-01 10:00:00', NULL))
        AS log(user_id, item_id, "at", dwell_seconds)`,
    );
    const log = await wholeLog({ format: 'parquet', paths: path, asOf });
    expect(log.report.rejected.map(({ row, field, reason }) => [row, field, reason])).toEqual([
      [2, 'at', 'missing'],
      [3, 'at', 'in the future'],
      [4, 'dwellSeconds', 'negative'],
      [5, 'at', 'in the future'],
      [6, 'userId', 'missing'],
    ]);
    expect(log.events.length).toBe(1);
  });

  it('in MIND', async () => {
    const folder = temporaryFolder();
    const behaviors = writeTable(folder, 'behaviors.tsv', [
      ['1', 'U1', '11/12/2019 2:14:46 PM', 'N9', 'N1-1'],
      ['2', 'U1', '11/12/2019 2:14:46 PM', 'N9'],
      ['3', '', '11/12/2019 2:14:46 PM', 'N9', 'N1-1 N2-1'],
      ['4', 'U1', '2019-11-12', 'N9', 'N1-1 N2-1'],
      ['5', 'U1', '11/12/2031 2:14:46 PM', 'N9', 'N1-1'],
      ['6', 'U1', '11/12/2019 3:14:46 PM', 'N9', 'N1 N2-1'],
    ]);
    const news = writeTable(folder, 'news.tsv', [
      ['N1', 'sports', 'soccer', 'Title', '', '', '[]', '[]'],
      ['N2', 'sports', 'soccer', '', '', '', '[]', '[]'],
      ['N3', 'sports', 'soccer', 'Title'],
    ]);
    const log = await wholeLog({ format: 'mind', paths: folder, asOf });
    const byFile = (file: string) =>
      log.report.rejected.filter((entry) => entry.file === file).map(({ row, field, reason }) => [row, field, reason]);
    expect(byFile(behaviors)).toEqual([
      [2, 'row', 'has another number of columns'],
      [3, 'userId', 'missing'],
      [4, 'at', 'not a time'],
      [5, 'at', 'in the future'],
      [6, 'candidates', 'not marked -0 or -1'],
    ]);
    expect(byFile(news)).toEqual([
      [2, 'title', 'missing'],
      [3, 'row', 'has another number of columns'],
    ]);
    expect(log.events.map((event) => event.itemId)).toEqual(['N9', 'N1', 'N2']);
  });

  it('in PENS', async () => {
    const times = '6/19/2019 5:10:01 AM#TAB#6/19/2019 5:11:00 PM';
    const row = ['U1', 'N1 N2', '116 23', times, 'N8', 'N5', '7/3/2019 6:00:00 AM', '7/3/2019 6:10:00 AM', '34'];
    const path = writeTable(temporaryFolder(), 'train.tsv', [
      row.with(0, 'U0'),
      row.with(0, ''),
      row.with(0, 'U2').with(3, '6/19/2019 5:10:01 AM'),
      row.with(0, 'U3').with(2, '116 23 5'),
      row.with(0, 'U4').with(6, 'at six'),
      row.with(0, 'U5').with(8, '1 2 3'),
      row.with(0, 'U6').with(3, 'soon#TAB#6/19/2019 5:11:00 PM'),
      row.with(0, 'U7').with(2, '116 -23'),
      row.slice(0, 5),
    ]);
    const log = await wholeLog({ format: 'pens', paths: path });
    const told = log.report.rejected.map(({ row, field, reason }) => `${row} ${field}: ${reason}`).sort();
    expect(told).toEqual([
      '2 userId: missing',
      '3 exposure_time: not one for each click',
      '4 dwelltime: not one for each click',
      '5 at: not a time',
      '6 dwelltime_pos: not one for each click',
      '7 at: not a time',
      '8 dwellSeconds: negative',
      '9 row: has another number of columns',
    ]);
    const counts = Object.fromEntries(
      ['U0', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7'].map((id) => [
        id,
        log.events.filter((event) => event.userId === id).length,
      ]),
    );
    expect(counts).toEqual({ U0: 3, U2: 1, U3: 1, U4: 2, U5: 2, U6: 2, U7: 2 });
  });

  it('in EB-NeRD', async () => {
    const folder = temporaryFolder();
    await writeParquet(
      join(folder, 'history.parquet'),
      `SELECT 1 AS user_id, [TIMESTAMP '2023-05-01 10:00:00', NULL] AS impression_time_fixed, [1, 2] AS article_id_fixed,
        [5.0, 6.0] AS read_time_fixed, [10.0, 120.0] AS scroll_percentage_fixed
        UNION ALL SELECT 2, [TIMESTAMP '2023-05-01 10:00:00'], [1, 2], [5.0, 6.0], [10.0, 20.0]
        UNION ALL SELECT 3, [TIMESTAMP '2023-05-01 10:00:00'], [1], [-5.0], [120.0]`,
    );
    const log = await wholeLog({ format: 'ebnerd', paths: folder, asOf });
    expect(log.report.rejected.map(({ row, field, reason }) => [row, field, reason])).toEqual([
      [1, 'at', 'missing'],
      [2, 'impression_time_fixed', 'not one for each article'],
      [3, 'dwellSeconds', 'negative'],
    ]);
    expect(log.events.length).toBe(1);
  });

  it('where a line is not UTF-8', async () => {
    const path = join(temporaryFolder(), 'log.jsonl');
    const line = (user: string) => Buffer.from(`${JSON.stringify({ ...good, userId: user })}\n`);
    const latin = Buffer.from(line('u2').toString().replace('u2', 'bjørn'), 'latin1');
    writeFileSync(path, Buffer.concat([line('u1'), latin, line('u3'), Buffer.from('{}\n')]));
    const log = await wholeLog({ format: 'jsonl', paths: path, asOf });
    expect(log.events.map((event) => event.userId)).toEqual(['u1', 'u3']);
    expect(log.report.rejected).toEqual([
      { file: path, row: 2, field: 'row', reason: 'is not UTF-8' },
      { file: path, row: 4, field: 'userId', reason: 'missing' },
    ]);
  });

  it('in numbers beyond the list, whose length is bounded', async () => {
    const path = join(temporaryFolder(), 'log.jsonl');
    writeFileSync(path, `${JSON.stringify(good)}\n${`${JSON.stringify({ ...good, kind: 'stare' })}\n`.repeat(5000)}`);
    const log = await wholeLog({ format: 'jsonl', paths: path, asOf, rejectionLimit: 7 });
    expect(log.report.rejected.map((entry) => entry.row)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(log.report.rejectedCount).toBe(5000);
    expect(log.report.rejectedByReason).toEqual({ 'kind: unknown': 5000 });
    expect(log.events.length).toBe(1);
  });
});
