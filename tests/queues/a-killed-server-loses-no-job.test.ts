import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../../package-root.ts';
import { startDispatcher } from '../../queues/dispatcher.ts';
import { openQueueBackend } from '../../queues/queue-backend.ts';
import { startWorkerPool } from '../../queues/worker-pool.ts';
import { jobStore } from '../../src/store/job-store.ts';
import { countJobs, findJob } from '../../src/store/jobs.ts';
import { openStore } from '../../src/store/open-store.ts';
import { listJobResults } from '../../src/store/results.ts';
import { resultFor } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startServer(milliseconds: number): Promise<{ server: ChildProcess; acknowledged: string[] }> {
  const script = join(packageRoot, 'tests', 'queues', 'slow-server.ts');
  const server = spawn(process.execPath, ['--import', 'tsx', script, folder, String(milliseconds)], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  const lines = createInterface({ input: server.stdout! });
  lines.on('line', (line) => {
    if (line !== 'ready') acknowledged.push(line);
  });
  await once(lines, 'line');
  return { server, acknowledged };
}

test('kill -9 in mid-job, twice: every acknowledged job ends and none has two results', {
  timeout: 120_000,
}, async () => {
  const all: string[] = [];
  for (const milliseconds of [60, 80]) {
    const { server, acknowledged } = await startServer(milliseconds);
    while (acknowledged.length < 40) await sleep(5);
    server.kill('SIGKILL');
    await once(server, 'close');
    all.push(...acknowledged);
  }
  // Jobs were cut off in the middle: more of them had begun than had ended.
  const begun = readFileSync(join(folder, 'begun.txt'), 'utf8').trim().split('\n');

  const store = await openStore({ dataDirectory: folder });
  const done = (await countJobs(store, 'default')).done;
  expect(begun.length).toBeGreaterThan(done);
  const jobs = jobStore(store);
  const backend = await openQueueBackend({ storePool: store.pool });
  const dispatcher = startDispatcher(jobs, backend, { sweepEveryMilliseconds: 200 });
  const pool = await startWorkerPool(
    jobs,
    backend,
    { headline: async (job) => [resultFor(job)] },
    { concurrency: { headline: 8 } },
  );
  for (const id of all) {
    while ((await findJob(store, 'default', id))?.state !== 'done') await sleep(20);
    expect(await listJobResults(store, 'default', id)).toHaveLength(1);
  }
  const left = await countJobs(store, 'default');
  expect(left.failed + left.cancelled).toBe(0);
  await pool.close();
  await dispatcher.close();
  await backend.close();
  await store.close();
});
