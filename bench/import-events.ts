import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { readLog } from '../datasets/import/read-log.ts';
import { readLogColumns } from '../datasets/import/read-log-columns.ts';
import { textLiteral } from '../datasets/import/sql-text.ts';
import { packageRoot } from '../package-root.ts';

/**
 * Events a second from file to events, as rows (`readLog`) and as columns by reader and time (`readLogColumns`), and
 * the peak of resident memory, each case in a process of its own. The events are resampled from the Globo log.
 * `tsx bench/import-events.ts [--events 1000000,5000000] [--formats parquet,csv,jsonl] [--shapes rows,columns] [--json]`
 */
const globo = join(packageRoot, '..', 'shared', 'data', 'globo', 'globo_users_mod40.csv');
const formats = ['parquet', 'csv', 'jsonl'] as const;
const shapes = ['rows', 'columns'] as const;

interface Case {
  format: (typeof formats)[number];
  shape: (typeof shapes)[number];
  path: string;
}
interface Measurement {
  events: number;
  seconds: number;
  peakMegabytes: number;
}

/** Draws users' whole histories again under new ids, hours apart, until there are as many events as asked for. */
async function writeLogs(folder: string, events: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '2GB',
    temp_directory: join(folder, 'spill'),
  });
  const connection = await instance.connect();
  const parquet = join(folder, 'log.parquet');
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`COPY (SELECT 'u' || user_id || '-' || copy AS "userId", 'a' || click_article_id AS "itemId",
      strftime(epoch_ms(click_timestamp + copy * 3600000), '%Y-%m-%dT%H:%M:%S.%gZ') AS "at", 'click' AS kind,
      (hash(user_id, click_timestamp, copy) % 300)::INTEGER AS "dwellSeconds", session_id::VARCHAR AS "sessionId"
    FROM range(1 + ${events} // (SELECT count(*) FROM read_csv(${textLiteral(globo)}))) copies(copy),
      read_csv(${textLiteral(globo)}) LIMIT ${events}) TO ${textLiteral(parquet)} (FORMAT parquet)`);
  await connection.run(`COPY (FROM ${textLiteral(parquet)}) TO ${textLiteral(join(folder, 'log.csv'))} (FORMAT csv)`);
  await connection.run(
    `COPY (FROM ${textLiteral(parquet)}) TO ${textLiteral(join(folder, 'log.jsonl'))} (FORMAT json)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function measure({ format, shape, path }: Case): Promise<Measurement> {
  const begun = performance.now();
  let events = 0;
  if (shape === 'rows') {
    for await (const batch of readLog({ format, paths: path })) events += batch.events.length;
  } else {
    const log = await readLogColumns({ format, paths: path, order: 'reader' });
    for await (const columns of log.batches()) events += columns.user.length;
  }
  const seconds = (performance.now() - begun) / 1000;
  return { events, seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

function measureInOwnProcess(one: Case): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['--case', JSON.stringify(one)]);
    child.once('message', (measured) => resolve(measured as Measurement));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the measuring process ended with code ${code} and no figure`)));
  });
}

interface Wanted {
  sizes: readonly number[];
  formats: readonly Case['format'][];
  shapes: readonly Case['shape'][];
  json: boolean;
}

async function main({ sizes, formats, shapes, json }: Wanted): Promise<void> {
  if (!existsSync(globo)) throw new Error(`This benchmark resamples ${globo}, which is not there.`);
  const results: (Measurement & { format: string; shape: string; fileMegabytes: number; eventsPerSecond: number })[] =
    [];
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'masthead-bench-'));
    try {
      process.stderr.write(`Writing ${size} events …\n`);
      await writeLogs(folder, size);
      for (const format of formats) {
        for (const shape of shapes) {
          const path = join(folder, `log.${format}`);
          const measured = await measureInOwnProcess({ format, shape, path });
          if (measured.events !== size)
            throw new Error(`${format} as ${shape}: ${measured.events} of ${size} events came out`);
          const fileMegabytes = (await stat(path)).size / 1e6;
          results.push({ format, shape, ...measured, fileMegabytes, eventsPerSecond: size / measured.seconds });
          process.stderr.write(`${format} as ${shape}: ${measured.seconds.toFixed(1)} s\n`);
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  if (json) {
    process.stdout.write(`${JSON.stringify({ benchmark: 'import-events', results })}\n`);
    return;
  }
  process.stdout.write(
    '| events | format | shape | file MB | seconds | events/s | peak MB |\n|---|---|---|---|---|---|---|\n',
  );
  for (const result of results) {
    const figures = [
      result.events,
      result.format,
      result.shape,
      result.fileMegabytes.toFixed(0),
      result.seconds.toFixed(2),
      Math.round(result.eventsPerSecond),
      result.peakMegabytes.toFixed(0),
    ];
    process.stdout.write(`| ${figures.join(' | ')} |\n`);
  }
}

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000,5000000' },
    formats: { type: 'string', default: formats.join(',') },
    shapes: { type: 'string', default: shapes.join(',') },
    json: { type: 'boolean', default: false },
    case: { type: 'string' },
  },
});
if (values.case) {
  const measured = await measure(JSON.parse(values.case) as Case);
  process.send?.(measured, () => process.disconnect?.());
} else {
  await main({
    sizes: values.events.split(',').map(Number),
    formats: formats.filter((format) => values.formats.split(',').includes(format)),
    shapes: shapes.filter((shape) => values.shapes.split(',').includes(shape)),
    json: values.json,
  });
}
