import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadDemoNewsroom } from '../datasets/demo-newsroom/demo-newsroom.ts';
import { createClient } from '../src/client/client.ts';
import { readConfiguration } from '../src/configuration.ts';
import { createLogger } from '../src/logging.ts';
import { startMasthead } from '../src/server/start-masthead.ts';

/** How late the API's event loop is while the workers of the same process write headlines. */
const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));
const { MASTHEAD_MODELS_DIR } = process.env;
const masthead = await startMasthead(
  readConfiguration({ MASTHEAD_DATA_DIR: folder, PORT: '0', MASTHEAD_MODELS_DIR }),
  { api: true, workers: true },
  { logger: createLogger('error') },
);
try {
  const newsroom = loadDemoNewsroom();
  const client = createClient({ url: masthead.url!, key: masthead.operatorKey });
  await client.items.send([...newsroom.articles, ...newsroom.olderItems]);
  await client.events.send(newsroom.events);
  await masthead.working;
  const userIds = newsroom.users.map(({ id }) => id);
  const submit = (index: number) =>
    client.jobs.submit({ kind: 'headline', itemId: newsroom.articles[index]!.id, audience: { userIds } });
  await client.jobs.wait((await submit(0)).id);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  await Promise.all([1, 2, 3].map(async (index) => client.jobs.wait((await submit(index)).id)));
  delay.disable();
  const figures = {
    seconds: (performance.now() - begun) / 1000,
    headlines: 3 * userIds.length,
    p50Milliseconds: delay.percentile(50) / 1e6,
    p99Milliseconds: delay.percentile(99) / 1e6,
    mostMilliseconds: delay.max / 1e6,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  await masthead.close(1000);
  rmSync(folder, { recursive: true, force: true });
}
