import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { textLiteral } from '../datasets/import/sql-text.ts';
import { packageRoot } from '../package-root.ts';
import { denoiseLog } from '../profiles/denoise/columnar/denoise-log.ts';
import { reasonBits } from '../profiles/denoise/columnar/reason-bits.ts';
import { noiseReasons } from '../profiles/profile.ts';

/**
 * Events a second from a Parquet file to denoised events, and the peak of resident memory, each size in a process of its
 * own. The events are resampled from the Globo log, which has neither dwell nor texts: a dwell is drawn for nine in ten.
 * `tsx bench/denoise-log.ts [--full] [--events 1000000] [--memory 400MB] [--json]`; 20 million only with --full.
 */
const globo = join(packageRoot, '..', 'shared', 'data', 'globo', 'globo_users_mod40.csv');

interface Measurement {
  events: number;
  users: number;
  seconds: number;
  /** Of all threads together; what other processes of the machine take does not count. */
  cpuSeconds: number;
  /** Of these, reading, checking and sorting the file; the rest is denoising: median, surges, rules. */
  readingCpuSeconds: number;
  denoisingSeconds: number;
  peakMegabytes: number;
  surgingItems: number;
  flagged: Record<string, number>;
}

/** Draws users' whole histories again under new ids, an hour apart, until there are as many events as asked for. */
async function writeLog(path: string, events: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', temp_directory: `${path}.spill` });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`COPY (SELECT 'u' || user_id || '-' || copy AS "userId", 'a' || click_article_id AS "itemId",
      epoch_ms(click_timestamp + copy * 3600000)::TIMESTAMPTZ AS "at", 'click' AS kind,
      CASE WHEN hash(click_timestamp, copy) % 10 > 0
        THEN (hash(user_id, click_timestamp, copy) % 300)::INTEGER END AS "dwellSeconds"
    FROM range(1 + ${events} // (SELECT count(*) FROM read_csv(${textLiteral(globo)}))) copies(copy),
      read_csv(${textLiteral(globo)}) LIMIT ${events}) TO ${textLiteral(path)} (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

async function measure(path: string, memoryLimit: string): Promise<Measurement> {
  const before = process.cpuUsage();
  const begun = performance.now();
  let sortedAt = begun;
  let reading = { user: 0, system: 0 };
  const onStage = (ended: 'sorted' | 'surges') => {
    if (ended !== 'sorted') return;
    sortedAt = performance.now();
    reading = process.cpuUsage(before);
  };
  const log = await denoiseLog({ format: 'parquet', paths: path, memoryLimit, onStage });
  const counts = new Uint32Array(256);
  let events = 0;
  for await (const { reasons } of log.batches()) {
    events += reasons.length;
    for (const bits of reasons) counts[bits]!++;
  }
  const ended = performance.now();
  const { user, system } = process.cpuUsage(before);
  await log.close();
  const ofReason = (bit: number) => counts.reduce((sum, count, bits) => (bits & bit ? sum + count : sum), 0);
  return {
    events,
    users: log.users,
    seconds: (ended - begun) / 1000,
    cpuSeconds: (user + system) / 1e6,
    readingCpuSeconds: (reading.user + reading.system) / 1e6,
    denoisingSeconds: (ended - sortedAt) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    surgingItems: log.surgingItems,
    flagged: Object.fromEntries(noiseReasons.map((reason) => [reason, ofReason(reasonBits[reason]) / events])),
  };
}

function measureInOwnProcess(path: string, memory: string): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['--case', path, '--memory', memory]);
    child.once('message', (measured) => resolve(measured as Measurement));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the measuring process ended with code ${code} and no figure`)));
  });
}

async function main(sizes: readonly number[], memory: string, json: boolean): Promise<void> {
  if (!existsSync(globo)) {
    process.stdout.write(`skipped: this benchmark resamples ${globo}, which is not there\n`);
    return;
  }
  const results = [];
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'masthead-bench-'));
    try {
      const path = join(folder, 'log.parquet');
      await writeLog(path, size);
      const load = loadavg()[0]!;
      const measured = await measureInOwnProcess(path, memory);
      if (measured.events !== size) throw new Error(`${measured.events} of ${size} events came out`);
      const fileMegabytes = (await stat(path)).size / 1e6;
      results.push({ ...measured, fileMegabytes, loadBefore: load, eventsPerSecond: size / measured.seconds });
      // At once, so that a long run that is stopped has said what it found.
      process.stderr.write(
        `${size} events: ${measured.seconds.toFixed(1)} s, CPU ${measured.cpuSeconds.toFixed(2)} s of which reading ` +
          `${measured.readingCpuSeconds.toFixed(2)} s, peak ${measured.peakMegabytes.toFixed(0)} MB, load ${load.toFixed(1)}\n`,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ benchmark: 'denoise-log', cores: availableParallelism(), memory, results })}\n`,
    );
    return;
  }
  const heads = [
    'events',
    'readers',
    'file MB',
    'seconds',
    'events/s',
    'CPU s',
    'of it denoising',
    'denoised events per CPU s',
    'denoising, events/s',
    'peak MB',
    'load before',
    'flagged',
  ];
  process.stdout.write(`| ${heads.join(' | ')} |\n|${'---|'.repeat(heads.length)}\n`);
  for (const result of results) {
    const figures = [
      result.events,
      result.users,
      result.fileMegabytes.toFixed(0),
      result.seconds.toFixed(2),
      Math.round(result.eventsPerSecond),
      result.cpuSeconds.toFixed(2),
      (result.cpuSeconds - result.readingCpuSeconds).toFixed(2),
      Math.round(result.events / (result.cpuSeconds - result.readingCpuSeconds)),
      Math.round(result.events / result.denoisingSeconds),
      result.peakMegabytes.toFixed(0),
      result.loadBefore.toFixed(1),
      Object.entries(result.flagged)
        .map(([reason, share]) => `${reason} ${(100 * share).toFixed(2)} %`)
        .join(', '),
    ];
    process.stdout.write(`| ${figures.join(' | ')} |\n`);
  }
}

const { values } = parseArgs({
  options: {
    events: { type: 'string' },
    full: { type: 'boolean', default: false },
    memory: { type: 'string', default: '400MB' },
    json: { type: 'boolean', default: false },
    case: { type: 'string' },
  },
});
if (values.case) {
  const measured = await measure(values.case, values.memory);
  process.send?.(measured, () => process.disconnect?.());
} else {
  const standard = values.full ? [1_000_000, 5_000_000, 20_000_000] : [1_000_000, 5_000_000];
  await main(values.events ? values.events.split(',').map(Number) : standard, values.memory, values.json);
}
