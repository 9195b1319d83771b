/**
 * POST /v1/jobs over real HTTP against raw BullMQ adds, in one run: what a stored, idempotent, checked job costs on top
 * of a queue entry. Both stand on PGlite in memory, each in a process of its own kind as in serving; rounds are
 * interleaved, their order turned each time, and medians compared.
 *
 *     npx tsx bench/api-jobs.ts [--json] [--rounds 7] [--jobs 400] [--connections 16]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Queue } from 'bullmq';
import { startDispatcher } from '../queues/dispatcher.ts';
import { type EntryQueue, openQueueBackend } from '../queues/queue-backend.ts';
import { createApi } from '../src/api/create-api.ts';
import { startServer } from '../src/api/server.ts';
import { createClient } from '../src/client/client.ts';
import { createLogger } from '../src/logging.ts';
import { createMetrics } from '../src/metrics/metrics.ts';
import { createApiKey } from '../src/store/api-keys.ts';
import { jobStore } from '../src/store/job-store.ts';
import { openStore } from '../src/store/open-store.ts';
import { ensureWorkspace } from '../src/store/workspaces.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    jobs: { type: 'string', default: '400' },
    connections: { type: 'string', default: '16' },
    serve: { type: 'boolean', default: false },
  },
});
const jobsPerRound = Number(options.jobs);
const connections = Number(options.connections);

/** A server as `masthead serve` runs it, without workers: jobs go into the store, the outbox and the queue. */
async function serve(): Promise<void> {
  const store = await openStore({ dataDirectory: 'memory://' });
  const backend = await openQueueBackend({ storePool: store.pool });
  const dispatcher = startDispatcher(jobStore(store), backend);
  const api = createApi({
    store,
    profileService: { profile: () => Promise.reject(new Error('no profiles here')) },
    nudgeOutbox: () => dispatcher.nudge(),
    metrics: createMetrics(),
    logger: createLogger('error'),
  });
  await ensureWorkspace(store, { id: 'default' });
  const { secret } = await createApiKey(store, 'default', { role: 'write', label: 'bench' });
  const server = await startServer({ port: 0, host: '127.0.0.1', api });
  process.send?.({ url: server.url, key: secret });
}

/** Runs `count` tasks, so many at a time. @returns seconds for all, and milliseconds for each */
async function timed(
  count: number,
  task: (index: number) => Promise<unknown>,
): Promise<{ seconds: number; each: number[] }> {
  const each: number[] = [];
  let next = 0;
  const started = performance.now();
  const lane = async () => {
    while (next < count) {
      const begun = performance.now();
      await task(next++);
      each.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return { seconds: (performance.now() - started) / 1000, each };
}

const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

async function measure(child: ChildProcess): Promise<void> {
  const [{ url, key }] = (await once(child, 'message')) as [{ url: string; key: string }];
  const client = createClient({ url, key });
  await client.items.send([
    { id: 'a1', kind: 'article', title: 'A bridge reopens', body: 'The bridge reopened on Tuesday.' },
  ]);
  await client.users.put({ id: 'u1' });

  const store = await openStore({ dataDirectory: 'memory://' });
  const backend = await openQueueBackend({ storePool: store.pool });
  // The real queue behind the interface, for its plain `add`.
  const queue = backend.openQueue('headline') as EntryQueue & Pick<Queue, 'add'>;
  let entry = 0;
  const job = { kind: 'headline', itemId: 'a1', audience: { userId: 'u1' } } as const;
  const variants: Record<string, (index: number) => Promise<unknown>> = {
    'raw BullMQ add': () => queue.add('headline', { jobId: `${entry++}` }),
    'POST /v1/jobs': () => client.jobs.submit(job),
    'POST /v1/jobs, Idempotency-Key': () => client.jobs.submit(job, { idempotencyKey: `k${entry++}` }),
  };
  // In bulk a task is 100 jobs; rates are in jobs all the same.
  const batch = Array.from({ length: 100 }, () => job);
  const bulk: Record<string, (index: number) => Promise<unknown>> = {
    'raw BullMQ addBulk of 100': () =>
      queue.addBulk(batch.map(() => ({ name: 'headline', data: { jobId: `${entry++}` }, opts: {} }))),
    'POST /v1/batches of 100': () => client.batches.submit(batch),
  };
  const rates: Record<string, number[]> = {};
  const latencies: Record<string, number[]> = {};
  for (const name of Object.keys(variants)) await timed(50, variants[name]!);
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const names = [...Object.keys(variants), ...Object.keys(bulk)];
    for (const name of round % 2 === 0 ? names : names.reverse()) {
      const size = name in bulk ? 100 : 1;
      const count = size === 1 ? jobsPerRound : Math.ceil(jobsPerRound / 25);
      const { seconds, each } = await timed(count, (variants[name] ?? bulk[name])!);
      rates[name] = [...(rates[name] ?? []), (count * size) / seconds];
      latencies[name] = [...(latencies[name] ?? []), ...each];
      // The dispatcher empties the outbox behind the answers; its work belongs to the round that made it.
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  const rows = Object.keys(rates).map((name) => ({
    name,
    jobsPerSecond: Math.round(quantile(rates[name]!, 0.5)),
    lowest: Math.round(Math.min(...rates[name]!)),
    highest: Math.round(Math.max(...rates[name]!)),
    p50Milliseconds: Number(quantile(latencies[name]!, 0.5).toFixed(1)),
    p99Milliseconds: Number(quantile(latencies[name]!, 0.99).toFixed(1)),
  }));
  const setting = {
    store: 'PGlite in memory',
    connections,
    jobsPerRound,
    rounds: Number(options.rounds),
    cores: cpus().length,
    node: process.version,
  };
  if (options.json) console.log(JSON.stringify({ setting, rows }));
  else {
    console.log(setting);
    console.table(rows);
  }
  await queue.close();
  await backend.close();
  await store.close();
}

if (options.serve) await serve();
else {
  const child = fork(fileURLToPath(import.meta.url), ['--serve'], { execArgv: process.execArgv });
  await measure(child).finally(() => child.kill());
}
