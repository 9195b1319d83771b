// Jobs through to their stored result, against BullMQ alone: `npx tsx bench/queue-process.ts [--jobs 1000] [--json]`.
// The handler does nothing, so that what is measured is claim, lease, variant, result and events. One run, one back-end
// (DATABASE_URL, QUEUE_URL as for the server; PGlite in a temporary folder otherwise).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startDispatcher } from '../queues/dispatcher.ts';
import { type JobInput, jobInputSchema } from '../queues/job-contract.ts';
import { openQueueBackend } from '../queues/queue-backend.ts';
import { startWorkerPool } from '../queues/worker-pool.ts';
import { jobStore } from '../src/store/job-store.ts';
import { countJobs } from '../src/store/jobs.ts';
import { openStore } from '../src/store/open-store.ts';
import { submitBatch } from '../src/store/submit-jobs.ts';
import { uuidVersion7 } from '../src/store/uuid-version-7.ts';
import { ensureWorkspace } from '../src/store/workspaces.ts';

const { values } = parseArgs({
  options: { jobs: { type: 'string', default: '1000' }, json: { type: 'boolean', default: false } },
});
const jobCount = Number(values.jobs);
const concurrency = 50;

const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
const { DATABASE_URL: databaseUrl, QUEUE_URL: queueUrl } = process.env;
const store = await openStore({ dataDirectory: folder, databaseUrl });
const backend = await openQueueBackend({ storePool: store.pool, queueUrl, databaseUrl });
const workspaceId = `bench-${uuidVersion7()}`;
await ensureWorkspace(store, { id: workspaceId });

async function rawJobsPerSecond(): Promise<number> {
  const queue = backend.openQueue('ad-title');
  let done = 0;
  const worker = backend.openWorker('ad-title', async () => void done++, { concurrency });
  await worker.waitUntilReady();
  await queue.addBulk(
    Array.from({ length: jobCount }, () => ({
      name: 'raw',
      data: { jobId: '' },
      opts: { jobId: uuidVersion7(), priority: 2 },
    })),
  );
  const begun = performance.now();
  void worker.run();
  while (done < jobCount) await sleep(1);
  const rate = (jobCount / (performance.now() - begun)) * 1000;
  await worker.close();
  await queue.close();
  return rate;
}

async function wholeJobsPerSecond(): Promise<number> {
  const jobs = jobStore(store);
  const dispatcher = startDispatcher(jobs, backend);
  const input: JobInput = jobInputSchema.parse({ kind: 'headline', itemId: 'a1', audience: { everybody: true } });
  await submitBatch(
    store,
    workspaceId,
    Array.from({ length: jobCount }, () => input),
  );
  dispatcher.nudge();
  while ((await jobs.readOutbox(1)).outboxIds.length > 0) await sleep(1);
  let done = 0;
  const begun = performance.now();
  const pool = await startWorkerPool(
    jobs,
    backend,
    {
      headline: async (job) => [
        {
          audience: { everybody: true },
          kind: job.input.kind,
          itemId: job.input.itemId,
          itemVersion: 1,
          placement: job.input.placement,
          outcome: {
            text: `text ${job.id}`,
            chosen: 0,
            candidates: [],
            verdict: { label: 'supported', score: 1, claims: [], checker: { name: 'none', version: '0' } },
            fallback: null,
            focus: null,
            conditioning: job.input.conditioning,
            seed: job.input.seed,
            provenance: {},
          },
          reader: null,
        },
      ],
    },
    { concurrency: { headline: concurrency }, onEnd: () => void done++ },
  );
  while (done < jobCount) await sleep(1);
  const rate = (jobCount / (performance.now() - begun)) * 1000;
  if ((await countJobs(store, workspaceId)).done !== jobCount) throw new Error('not every job was done');
  await pool.close();
  await dispatcher.close();
  return rate;
}

const report = {
  store: store.kind,
  queue: backend.kind,
  jobs: jobCount,
  concurrency,
  jobsPerSecond: {
    'raw BullMQ': Math.round(await rawJobsPerSecond()),
    'with its stored result': Math.round(await wholeJobsPerSecond()),
  },
};
if (values.json) console.log(JSON.stringify(report));
else {
  console.log(`store ${report.store}, queue ${report.queue}, ${jobCount} jobs, ${concurrency} at once`);
  for (const [name, rate] of Object.entries(report.jobsPerSecond))
    console.log(`${String(rate).padStart(8)} jobs/s  ${name}`);
}
await backend.close();
await store.close();
rmSync(folder, { recursive: true, force: true });
