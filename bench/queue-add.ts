// Taking jobs in, against what the queue alone can do: `npx tsx bench/queue-add.ts [--jobs 2000] [--rounds 3] [--json]`.
// One run on one back-end (DATABASE_URL, QUEUE_URL as for the server; PGlite in a temporary folder otherwise): raw BullMQ
// adds of an id, one by one and in bulk, beside jobs taken in with row, event, outbox entry and dispatch. Each round
// reverses the order; medians are shown.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startDispatcher } from '../queues/dispatcher.ts';
import { type JobInput, jobInputSchema } from '../queues/job-contract.ts';
import { openQueueBackend } from '../queues/queue-backend.ts';
import { jobStore } from '../src/store/job-store.ts';
import { openStore } from '../src/store/open-store.ts';
import { submitBatch, submitJob } from '../src/store/submit-jobs.ts';
import { uuidVersion7 } from '../src/store/uuid-version-7.ts';
import { ensureWorkspace } from '../src/store/workspaces.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const jobCount = Number(values.jobs);
/** Requests that are under way at once where jobs are added one by one. */
const inFlight = 32;

const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
const { DATABASE_URL: databaseUrl, QUEUE_URL: queueUrl } = process.env;
const store = await openStore({ dataDirectory: folder, databaseUrl });
const backend = await openQueueBackend({ storePool: store.pool, queueUrl, databaseUrl });
await ensureWorkspace(store, { id: 'bench' });
const jobs = jobStore(store);
const dispatcher = startDispatcher(jobs, backend);
const queue = backend.openQueue('ad-title');

const input: JobInput = jobInputSchema.parse({ kind: 'headline', itemId: 'a1', audience: { userId: 'u1' } });
const entry = () => ({
  name: 'headline',
  data: { jobId: uuidVersion7() },
  opts: { jobId: uuidVersion7(), priority: 2 },
});

async function oneByOne(add: () => Promise<unknown>): Promise<void> {
  let left = jobCount;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) await add();
    }),
  );
}

async function untilDispatched(): Promise<void> {
  dispatcher.nudge();
  while ((await jobs.readOutbox(1)).outboxIds.length > 0) await sleep(1);
}

const contestants: Record<string, () => Promise<void>> = {
  'raw BullMQ, one by one': () =>
    oneByOne(() => {
      const { name, data, opts } = entry();
      return queue.add(name, data, opts);
    }),
  'jobs taken in, one by one': () => oneByOne(() => submitJob(store, 'bench', input)),
  'jobs taken in and in the queue, one by one': async () => {
    await oneByOne(() => submitJob(store, 'bench', input).then(dispatcher.nudge));
    await untilDispatched();
  },
  'raw BullMQ, bulk': async () => {
    await queue.addBulk(Array.from({ length: jobCount }, entry));
  },
  'batch taken in and in the queue': async () => {
    await submitBatch(
      store,
      'bench',
      Array.from({ length: jobCount }, () => input),
    );
    await untilDispatched();
  },
};

const measured: Record<string, number[]> = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  const order = Object.entries(contestants);
  if (round % 2 === 1) order.reverse();
  for (const [name, run] of order) {
    // What one contestant left in the outbox must not slow the next.
    await untilDispatched();
    const begun = performance.now();
    await run();
    measured[name]!.push((jobCount / (performance.now() - begun)) * 1000);
  }
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
const report = {
  backend: backend.kind,
  store: store.kind,
  jobs: jobCount,
  rounds: Number(values.rounds),
  inFlight,
  jobsPerSecond: {} as Record<string, number>,
};
for (const [name, rates] of Object.entries(measured)) report.jobsPerSecond[name] = Math.round(median(rates));
if (values.json) console.log(JSON.stringify(report));
else {
  console.log(`store ${report.store}, queue ${report.backend}, ${jobCount} jobs, median of ${values.rounds} rounds`);
  for (const [name, rate] of Object.entries(report.jobsPerSecond))
    console.log(`${String(rate).padStart(8)} jobs/s  ${name}`);
}
await queue.close();
await dispatcher.close();
await backend.close();
await store.close();
rmSync(folder, { recursive: true, force: true });
