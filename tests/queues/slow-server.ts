// A server reduced to its store, queue and workers, for tests that kill it. Usage: slow-server.ts FOLDER MILLISECONDS
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDispatcher } from '../../queues/dispatcher.ts';
import { openQueueBackend } from '../../queues/queue-backend.ts';
import { startWorkerPool } from '../../queues/worker-pool.ts';
import { jobStore } from '../../src/store/job-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { submitJob } from '../../src/store/submit-jobs.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import { headline, resultFor } from './harness.ts';

const [folder, duration] = [process.argv[2]!, Number(process.argv[3])];
const store = await openStore({ dataDirectory: folder });
await ensureWorkspace(store, { id: 'default' });
const jobs = jobStore(store);
const backend = await openQueueBackend({ storePool: store.pool });
const dispatcher = startDispatcher(jobs, backend, { sweepEveryMilliseconds: 200 });
await startWorkerPool(
  jobs,
  backend,
  {
    headline: async (job) => {
      appendFileSync(join(folder, 'begun.txt'), `${job.id}\n`);
      await sleep(duration);
      return [resultFor(job, `text ${job.id} of process ${process.pid}`)];
    },
  },
  { concurrency: { headline: 4 }, onOutbox: dispatcher.nudge },
);
process.stdout.write('ready\n');
// Takes jobs in as long as it lives; an id is said only after the store has the job, as an API acknowledges it.
for (let seed = 0; ; seed++) {
  const { job } = await submitJob(store, 'default', headline({ seed }));
  dispatcher.nudge();
  process.stdout.write(`${job.id}\n`);
  await sleep(5);
}
