import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readLog } from '../../datasets/import/read-log.ts';
import { temporaryFolder, wholeLog, writeParquet } from './import-support.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const line = (user: string) => `${JSON.stringify({ userId: user, itemId: 'a1', at: '2024-05-01T10:00:00Z' })}\n`;

describe('files and folders of a log', () => {
  it.each(["it's a log.jsonl", 'log "1"; DROP TABLE x.jsonl', 'log [1-3]*?.jsonl', '{a,b}.jsonl', 'ny år æøå.jsonl'])(
    'reads a file called %s, and no other',
    async (name) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, name), line('u1'));
      writeFileSync(join(folder, 'log 1x.jsonl'), line('other'));
      writeFileSync(join(folder, 'a.jsonl'), line('other'));
      const log = await wholeLog({ format: 'jsonl', paths: join(folder, name) });
      expect(log.events.map((event) => event.userId)).toEqual(['u1']);
      expect(log.report.files).toEqual([{ path: join(folder, name), rows: 1 }]);
    },
  );

  it('reads Parquet by such a name too', async () => {
    const path = join(temporaryFolder(), "it's [1].parquet");
    const written = await writeParquet(
      join(temporaryFolder(), 'plain.parquet'),
      `SELECT 'u' AS user_id, 'i' AS item_id, now() AS "at"`,
    );
    writeFileSync(path, readFileSync(written));
    expect((await wholeLog({ format: 'parquet', paths: path })).events.length).toBe(1);
  });

  it('searches folders and their subfolders, gzip included, and passes over what is not its own', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'day 2'));
    writeFileSync(join(folder, 'day-1.jsonl'), line('u1'));
    writeFileSync(join(folder, 'day 2', 'late.ndjson.gz'), gzipSync(line('u2') + line('u3')));
    writeFileSync(join(folder, 'README.md'), 'not a log');
    const log = await wholeLog({ format: 'jsonl', paths: folder });
    expect(log.events.map((event) => event.userId).sort()).toEqual(['u1', 'u2', 'u3']);
  });

  it('reads gzip of CSV and of MIND', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'log.csv.gz'), gzipSync('userId,itemId,at\nu1,a1,2024-05-01T10:00:00Z\n'));
    writeFileSync(join(folder, 'behaviors.tsv.gz'), gzipSync('1\tU1\t11/12/2019 2:14:46 PM\t\tN1-1\n'));
    expect((await wholeLog({ format: 'csv', paths: join(folder, 'log.csv.gz') })).events.length).toBe(1);
    expect((await wholeLog({ format: 'mind', paths: folder })).events.length).toBe(1);
  });

  it('reads lines that end with carriage returns, a byte order mark, and no newline at the end', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'log.csv'),
      '\ufeffuserId,itemId,at\r\nu1,a1,2024-05-01T10:00:00Z\r\nu2,a1,2024-05-01T10:00:00Z',
    );
    writeFileSync(
      join(folder, 'behaviors.tsv'),
      '1\tU1\t11/12/2019 2:14:46 PM\t\tN1-1\r\n2\tU1\t11/12/2019 2:14:46 PM\t\tN2-1',
    );
    const own = await wholeLog({ format: 'csv', paths: join(folder, 'log.csv') });
    expect(own.events.map((event) => event.userId)).toEqual(['u1', 'u2']);
    const mind = await wholeLog({ format: 'mind', paths: join(folder, 'behaviors.tsv') });
    expect(mind.events.map((event) => event.itemId)).toEqual(['N1', 'N2']);
    expect(mind.report.rejected).toEqual([]);
  });

  it('reads a log without a single row', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'log.csv'), 'userId,itemId,at\n');
    writeFileSync(join(folder, 'behaviors.tsv'), '');
    expect((await wholeLog({ format: 'csv', paths: join(folder, 'log.csv') })).events).toEqual([]);
    expect((await wholeLog({ format: 'mind', paths: folder })).report.rowsRead).toBe(0);
  });

  it.each([
    ['a path that is not there', { format: 'csv', paths: '/nowhere/log.csv' }, /no file or folder \/nowhere\/log\.csv/],
    [
      'a folder without its files',
      { format: 'mind', paths: temporaryFolder() },
      /format mind .* expected behaviors\.tsv/,
    ],
  ] as const)('says what is wrong with %s', async (_, options, message) => {
    await expect(wholeLog(options)).rejects.toThrow(message);
  });

  it('says which column is missing, and what there is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'log.csv'), 'person,itemId,at\nu1,a1,2024-05-01T10:00:00Z\n');
    writeFileSync(join(folder, 'log.jsonl'), '{"person":"u1","itemId":"a1","at":"2024-05-01T10:00:00Z"}\n');
    writeFileSync(join(folder, 'log.parquet'), 'not parquet');
    for (const format of ['csv', 'jsonl'] as const) {
      await expect(wholeLog({ format, paths: folder })).rejects.toThrow(
        /columns\.userId: .* needs a column userId .*person/,
      );
      await expect(wholeLog({ format, paths: folder, columns: { userId: 'who' } })).rejects.toThrow(
        /column who; .*person/,
      );
      const log = await wholeLog({ format, paths: folder, columns: { userId: 'person' } });
      expect(log.events.map((event) => event.userId)).toEqual(['u1']);
    }
    await expect(wholeLog({ format: 'parquet', paths: folder })).rejects.toThrow(/log\.parquet: not a Parquet file/);
  });

  it('leaves nothing behind when the reading is given up', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'log.jsonl'), line('u1').repeat(50_000));
    vi.stubEnv('TMPDIR', temporaryFolder());
    const left = () => readdirSync(tmpdir());
    for await (const batch of readLog({ format: 'jsonl', paths: folder, batchSize: 100 }))
      if (batch.events.length > 0) break;
    expect(left()).toEqual([]);
    const controller = new AbortController();
    const reading = readLog({ format: 'jsonl', paths: folder, batchSize: 100, signal: controller.signal });
    await expect(async () => {
      for await (const batch of reading) if (batch.events.length > 0) controller.abort(new Error('given up'));
    }).rejects.toThrow('given up');
    expect(left()).toEqual([]);
    expect(existsSync(join(folder, 'log.jsonl'))).toBe(true);
  });

  it('is read once', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'log.jsonl'), line('u1'));
    const reading = readLog({ format: 'jsonl', paths: folder });
    for await (const _ of reading);
    await expect(async () => {
      for await (const _ of reading);
    }).rejects.toThrow(/call readLog again/);
  });
});
