/**
 * The editors' queue with 10,000 waiting texts, over real HTTP: how long its first page takes in each order, filtered and
 * deep down, how long a claim and a decision take, and how far the server's memory grows. The server is a process of its
 * own on PGlite in a folder, as `masthead serve` runs it without models; results enter as a worker completes jobs. Milliseconds
 * by the clock (first call, median, 95th percentile), and processor time of the server a call, which other work on the
 * machine does not touch.
 *
 *     npx tsx bench/review-queue.ts [--json] [--texts 10000] [--fill jobs] [--pages 60] [--decisions 300]
 *
 * `--fill copies` runs one job and copies what it wrote by SQL: the same rows in a fraction of the time.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { jobInputSchema } from '../queues/job-contract.ts';
import { createApi } from '../src/api/create-api.ts';
import { startServer } from '../src/api/server.ts';
import { createLogger } from '../src/logging.ts';
import { createMetrics } from '../src/metrics/metrics.ts';
import { createApiKey } from '../src/store/api-keys.ts';
import { claimJob } from '../src/store/claim-jobs.ts';
import { completeJob } from '../src/store/complete-job.ts';
import { upsertItems } from '../src/store/items.ts';
import { openStore } from '../src/store/open-store.ts';
import { submitJob } from '../src/store/submit-jobs.ts';
import { ensureWorkspace } from '../src/store/workspaces.ts';
import { writtenResult } from './review/written-results.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    texts: { type: 'string', default: '10000' },
    pages: { type: 'string', default: '60' },
    decisions: { type: 'string', default: '300' },
    fill: { type: 'string', default: 'jobs' },
    serve: { type: 'string' },
  },
});
const texts = Number(options.texts);
const perJob = 100;
const sections = ['city', 'sport', 'business', 'science', 'culture'];

/** The server's side: fills the queue when told to, and says how much memory it holds. */
async function serve(folder: string): Promise<void> {
  const store = await openStore({ dataDirectory: folder });
  const api = createApi({
    store,
    profileService: { profile: () => Promise.reject(new Error('no profiles here')) },
    nudgeOutbox: () => undefined,
    metrics: createMetrics(),
    logger: createLogger('error'),
  });
  await ensureWorkspace(store, { id: 'default' });
  const { secret } = await createApiKey(store, 'default', { role: 'write', label: 'bench' });
  const server = await startServer({ port: 0, host: '127.0.0.1', api });
  process.on('message', async (message: 'fill' | 'usage') => {
    if (message === 'fill') {
      await fill();
      globalThis.gc?.();
    }
    const { user, system } = process.cpuUsage();
    process.send?.({ residentBytes: process.memoryUsage.rss(), cpuMilliseconds: (user + system) / 1000 });
  });
  process.send?.({ url: server.url, key: secret });

  async function fill(): Promise<void> {
    for (let start = 0; start < (options.fill === 'copies' ? perJob : texts); start += perJob) {
      const number = start / perJob;
      const itemId = `article-${number}`;
      const category = sections[number % sections.length]!;
      const body = `The council votes on Tuesday. ${'The harbour bridge has been closed for repairs. '.repeat(60)}`;
      await upsertItems(store, 'default', [{ id: itemId, kind: 'article', title: `Bridge ${number}`, category, body }]);
      const userIds = Array.from({ length: perJob }, (_, index) => `reader-${start + index}`);
      const input = jobInputSchema.parse({ kind: 'headline', itemId, audience: { userIds } });
      const { job } = await submitJob(store, 'default', input);
      const claim = await claimJob(store, job.id, 'bench', 600_000);
      const results = userIds.map((_, index) => writtenResult(start + index, itemId));
      if (start % 1000 === 0) process.stderr.write(`${start} texts\n`);
      if (!claim || !(await completeJob(store, job.id, claim.fence, results)))
        throw new Error('a job was not completed');
    }
    if (options.fill === 'copies') await copy();
  }

  /** The first job's results again and again, each under a text, a reader and a risk of its own. */
  async function copy(): Promise<void> {
    const copies = Math.floor(texts / perJob) - 1;
    await store.pool.query(`
      create temporary table copied as
      select gen_random_uuid() as variant_id, gen_random_uuid() as result_id, variant.id as of, number
      from masthead.variants as variant, generate_series(1, ${copies}) as number`);
    await store.pool.query(`
      insert into masthead.variants (id, workspace_id, item_id, item_version, kind, placement, text, text_hash, verdict, is_original)
      select copied.variant_id, workspace_id, item_id, item_version, kind, placement, text || ' ' || number, text_hash || number,
        verdict, is_original
      from copied join masthead.variants as variant on variant.id = copied.of`);
    await store.pool.query(`
      insert into masthead.results (id, workspace_id, job_id, audience_key, audience, variant_id, outcome, reader)
      select result_id, workspace_id, job_id, audience_key || '-' || number, audience, copied.variant_id, outcome, reader
      from copied join masthead.results as result on result.variant_id = copied.of`);
    await store.pool.query(`
      insert into masthead.review_items (variant_id, workspace_id, item_id, item_version, kind, placement, section, verdict,
        confidence, risk, readers, for_everybody, state, waiting_since)
      select copied.variant_id, workspace_id, item_id, item_version, kind, placement, section, verdict,
        confidence, (risk + number / 1000.0) / 2, readers, for_everybody, state, waiting_since + number * interval '1 second'
      from copied join masthead.review_items as entry on entry.variant_id = copied.of`);
    await store.pool.query('analyze');
  }
}

const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
const round = (value: number) => Number(value.toFixed(1));

async function measure(child: ChildProcess): Promise<void> {
  const told = async <Message>() => ((await once(child, 'message')) as [Message])[0];
  const { url, key } = await told<{ url: string; key: string }>();
  const usage = async (what: 'fill' | 'usage' = 'usage') => {
    child.send(what);
    const { residentBytes, cpuMilliseconds } = await told<{ residentBytes: number; cpuMilliseconds: number }>();
    return { megabytes: residentBytes / 2 ** 20, cpuMilliseconds };
  };
  const call = async (method: string, path: string, body?: unknown) => {
    const begun = performance.now();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = response.status === 204 ? null : await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return { milliseconds: performance.now() - begun, answer };
  };
  const rows: { what: string; calls: number; first: number; p50: number; p95: number; cpu: number }[] = [];
  const timed = async (what: string, calls: number, task: (index: number) => Promise<number>) => {
    const each: number[] = [];
    const { cpuMilliseconds } = await usage();
    for (let index = 0; index < calls; index++) each.push(await task(index));
    const cpu = (await usage()).cpuMilliseconds - cpuMilliseconds;
    process.stderr.write(`${what}: ${round(quantile(each, 0.5))} ms\n`);
    const [first] = each;
    rows.push({
      what,
      calls,
      first: round(first!),
      p50: round(quantile(each, 0.5)),
      p95: round(quantile(each, 0.95)),
      cpu: round(cpu / calls),
    });
  };

  await call('GET', '/v1/review/items');
  const before = await usage();
  const begun = performance.now();
  const filled = await usage('fill');
  const fillSeconds = (performance.now() - begun) / 1000;
  const pages = Number(options.pages);
  for (const order of ['risk', 'reach', 'age'])
    await timed(
      `first page of 50, by ${order}`,
      pages,
      async () => (await call('GET', `/v1/review/items?order=${order}`)).milliseconds,
    );
  await timed(
    'first page, one section, confidence over 0.9',
    pages,
    async () => (await call('GET', '/v1/review/items?section=culture&leastConfidence=0.9')).milliseconds,
  );
  let cursor = '';
  await timed('pages of 200 to the end', Math.ceil(texts / 200), async () => {
    const { milliseconds, answer } = await call('GET', `/v1/review/items?limit=200${cursor && `&cursor=${cursor}`}`);
    cursor = (answer as { nextCursor: string | null }).nextCursor ?? '';
    return milliseconds;
  });
  await timed('counts and filters', pages, async () => (await call('GET', '/v1/review/counts')).milliseconds);
  const queue = (await call('GET', '/v1/review/items?limit=200')).answer as { rows: { id: string }[] };
  await timed(
    'one text with all that stands behind it',
    pages,
    async (index) => (await call('GET', `/v1/review/items/${queue.rows[index]!.id}`)).milliseconds,
  );
  const decisions = Number(options.decisions);
  const claimed: string[] = [];
  await timed('claim the next 10', Math.ceil(decisions / 10), async () => {
    const { milliseconds, answer } = await call('POST', '/v1/review/claims', { count: 10 });
    for (const { id } of (answer as { rows: { id: string }[] }).rows) claimed.push(id);
    // The next call is to bring ten others: these are decided at once below.
    for (const id of claimed.slice(-10)) await call('DELETE', `/v1/review/items/${id}/claim`);
    return milliseconds;
  });
  const open = (await call('GET', `/v1/review/items?order=age&limit=200`)).answer as { rows: { id: string }[] };
  const more = (await call('GET', `/v1/review/items?order=reach&limit=200`)).answer as { rows: { id: string }[] };
  const ids = [...new Set([...open.rows, ...more.rows].map(({ id }) => id))].slice(0, decisions);
  await timed(
    'claim one',
    ids.length,
    async (index) => (await call('PUT', `/v1/review/items/${ids[index]}/claim`)).milliseconds,
  );
  await timed(
    'decide',
    ids.length,
    async (index) =>
      (await call('POST', `/v1/review/items/${ids[index]}/decision`, { action: 'approve' })).milliseconds,
  );
  await timed(
    'undo',
    ids.length,
    async (index) => (await call('POST', `/v1/review/items/${ids[index]}/undo`)).milliseconds,
  );
  const after = await usage();
  const setting = {
    texts,
    store: 'PGlite in a folder',
    fillSeconds: round(fillSeconds),
    fillCpuSeconds: round((filled.cpuMilliseconds - before.cpuMilliseconds) / 1000),
    residentMegabytes: {
      before: round(before.megabytes),
      filled: round(filled.megabytes),
      after: round(after.megabytes),
      growth: round(after.megabytes - before.megabytes),
    },
    cores: cpus().length,
    node: process.version,
  };
  if (options.json) console.log(JSON.stringify({ setting, rows }));
  else {
    console.log(setting);
    console.table(rows);
  }
}

if (options.serve) await serve(options.serve);
else {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
  const child = fork(
    fileURLToPath(import.meta.url),
    ['--serve', folder, '--texts', options.texts, '--fill', options.fill],
    {
      execArgv: [...process.execArgv, '--expose-gc'],
    },
  );
  await measure(child).finally(async () => {
    child.kill();
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });
}
