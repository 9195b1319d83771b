import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll } from 'vitest';
import { type Event, eventSchema } from '../../datasets/event.ts';
import type { ImportReport } from '../../datasets/import/import-report.ts';
import type { ReadLogOptions } from '../../datasets/import/log-options.ts';
import { readLog } from '../../datasets/import/read-log.ts';
import { textLiteral } from '../../datasets/import/sql-text.ts';
import { type Item, itemSchema } from '../../datasets/item.ts';
import { type User, userSchema } from '../../datasets/user.ts';
import { packageRoot } from '../../package-root.ts';

export const sharedData = join(packageRoot, '..', 'shared', 'data');

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-import-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file into a folder, rows as lines and cells by tabs; @returns its path. */
export function writeTable(folder: string, name: string, rows: readonly (readonly string[])[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => `${row.join('\t')}\n`).join(''));
  return path;
}

/** Runs a query and writes its rows as Parquet; @returns the path. */
export async function writeParquet(path: string, query: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${query}) TO ${textLiteral(path)} (FORMAT parquet)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  return path;
}

export interface WholeLog {
  events: Event[];
  items: Item[];
  users: User[];
  report: ImportReport;
}

/** Reads a log to its end, checking everything that comes out against the schemas. */
export async function wholeLog(options: ReadLogOptions): Promise<WholeLog> {
  const reading = readLog(options);
  const whole: WholeLog = { events: [], items: [], users: [], report: reading.report };
  for await (const batch of reading) {
    for (const event of batch.events) whole.events.push(eventSchema.parse(event));
    for (const item of batch.items) whole.items.push(itemSchema.parse(item));
    for (const user of batch.users) whole.users.push(userSchema.parse(user));
  }
  return whole;
}

/** How often each key occurs. */
export function tally(keys: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
