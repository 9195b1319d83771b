import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { type DemoNewsroom, loadDemoNewsroom } from '../../../datasets/demo-newsroom/demo-newsroom.ts';
import { adFactsText } from '../../../generators/ad-title/ad-facts-text.ts';
import type { JobRequest } from '../../../queues/job-contract.ts';
import type { ResultView } from '../../api/schemas/result.ts';
import { createClient } from '../../client/client.ts';
import { type Configuration, readConfiguration } from '../../configuration.ts';
import { createLogger } from '../../logging.ts';
import { startMasthead } from '../../server/start-masthead.ts';
import { closeOnSignal } from '../commands/serve.ts';
import { say } from '../output.ts';
import { pullProgress } from '../pull-progress.ts';
import { workspaceKey } from '../workspace-key.ts';
import { demoDeskLink } from './demo-desk-link.ts';
import { demoJobs } from './demo-jobs.ts';
import { loadNewsroom } from './load-newsroom.ts';
import { resultLines } from './result-lines.ts';

const workspace = 'demo';

/** `masthead demo`: the whole way in one process, from clicks to checked headlines, printed as they finish. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('load the demo newsroom, write for its readers, print the results')
    .option('--once', 'stop after the last job even on a terminal')
    .option('--json', 'one JSON object with all results on standard output, progress on standard error')
    .action(demo);
}

async function demo(options: { once?: boolean; json?: boolean }): Promise<void> {
  const begun = performance.now();
  const configuration = await freePort(readConfiguration());
  const newsroom = loadDemoNewsroom();
  const progress = pullProgress();
  say('Masthead demo: opening the store and the models …');
  const masthead = await startMasthead(
    configuration,
    { api: true, workers: true },
    { logger: createLogger('error'), onPull: progress.show, say },
  );
  try {
    const url = masthead.url!;
    const operator = createClient({ url, key: masthead.operatorKey });
    const key = await workspaceKey(operator, {
      dataDirectory: configuration.dataDirectory,
      operatorKey: masthead.operatorKey,
      workspace,
    });
    const client = createClient({ url, key });
    await loadNewsroom(client, newsroom);
    say(
      `Loaded the demo newsroom (fiction): ${newsroom.articles.length} articles, ${newsroom.olderItems.length} older items, ${newsroom.ads.length} ads, ${newsroom.users.length} readers, ${newsroom.events.length} events`,
    );
    await masthead.working.finally(progress.stop);
    const ready = performance.now();

    const jobs = demoJobs(newsroom);
    const results: ResultView[] = [];
    // Submitted together, so that they wait in the queue as they would in service; printed in the order they end.
    await Promise.all(
      jobs.map(async (job, index) => {
        const { id } = await client.jobs.submit(job, { idempotencyKey: idempotencyKey(job, index) });
        const ended = await client.jobs.wait(id);
        if (ended.state !== 'done')
          throw new Error(`job ${id} ${ended.state}: ${ended.error?.message ?? 'no reason given'}`);
        const { results: written } = await client.jobs.results(id);
        results.push(...written);
        if (!options.json) print(newsroom, job, written);
      }),
    );
    const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1);
    if (options.json) process.stdout.write(`${JSON.stringify({ results })}\n`);
    else process.stdout.write(`${summary(results)}\n`);
    say(`${jobs.length} jobs in ${seconds(ready)} s, ${seconds(begun)} s with loading.`);
    if (process.stdout.isTTY && !options.once) {
      const link = await demoDeskLink(masthead.store, workspace);
      say(`The editors’ desk, with these texts waiting; the link signs you in once, within the hour:\n  ${url}${link}`);
      say(
        `Masthead serves ${url} (documentation: ${url}/docs; key of workspace ${workspace}: ${key}). Ctrl-C stops it.`,
      );
      closeOnSignal(masthead);
      return;
    }
    await masthead.close();
    say(`npm start opens the same data again (workspace ${workspace}).`);
  } catch (error) {
    progress.stop();
    await masthead.close(0);
    throw error;
  }
}

/** The demo takes any free port when the usual one is taken and none was asked for. */
async function freePort(configuration: Configuration): Promise<Configuration> {
  if (process.env.PORT) return configuration;
  const { createServer } = await import('node:net');
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(configuration.port, configuration.host, () => probe.close(() => resolve(true)));
  });
  return free ? configuration : { ...configuration, port: 0 };
}

/** The same job asked for again is the same job: a second run prints what the first one wrote. */
function idempotencyKey(job: JobRequest, index: number): string {
  return `demo-${index}-${createHash('sha256').update(JSON.stringify(job)).digest('hex').slice(0, 16)}`;
}

function print(newsroom: DemoNewsroom, job: JobRequest, results: readonly ResultView[]): void {
  const item = [...newsroom.articles, ...newsroom.ads].find(({ id }) => id === job.itemId)!;
  const titles = new Map(
    [...newsroom.articles, ...newsroom.olderItems, ...newsroom.ads].map(({ id, title }) => [id, title]),
  );
  const context = {
    source: item.facts ? adFactsText(item.facts) : item.body,
    titleOf: (itemId: string) => titles.get(itemId),
  };
  const lines = [
    '',
    `${item.kind === 'ad' ? 'Ad' : item.category}: ${item.title}  [own title]`,
    ...results.flatMap((result) => resultLines(result, context)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function summary(results: readonly ResultView[]): string {
  const written = results.filter(({ fallback }) => fallback === null);
  const distinct = new Set(written.map(({ itemId, text }) => `${itemId}\0${text}`)).size;
  return `\n${results.length} results: ${written.length} written by the model and passed by the check, ${
    results.length - written.length
  } fell back to the original title; ${distinct} distinct texts.`;
}
