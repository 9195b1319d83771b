import closeWithGrace from 'close-with-grace';
import { readConfiguration } from '../../configuration.ts';
import { createLogger } from '../../logging.ts';
import { firstAdminLink, firstLinkHours } from '../../server/first-link.ts';
import { type Parts, type RunningMasthead, startMasthead } from '../../server/start-masthead.ts';
import { say } from '../output.ts';
import { pullProgress } from '../pull-progress.ts';

/** `masthead serve`: API and workers in one process, until stopped. */
export async function serve(): Promise<void> {
  const masthead = await startAndSay({ api: true, workers: true });
  say(
    `Masthead serves ${masthead.url} (desk: ${masthead.url}/desk, documentation: ${masthead.url}/docs). Ctrl-C stops it.`,
  );
  const link = await firstAdminLink(masthead.store);
  if (link)
    say(
      `Nobody can sign in yet. This link makes the first admin, once, within ${firstLinkHours} hours: ${masthead.url}${link}`,
    );
}

/** `masthead work`: workers alone, joined to a server by its database. */
export async function work(): Promise<void> {
  if (!readConfiguration().databaseUrl)
    throw new Error(
      'DATABASE_URL is not set: workers share the store through PostgreSQL, a data folder belongs to one process. ' +
        'Start the server and each worker with the same DATABASE_URL (and QUEUE_URL, if the queue is elsewhere), or run masthead serve, which works too',
    );
  const masthead = await startAndSay({ api: false, workers: true });
  await masthead.working;
  say('This process takes jobs. Ctrl-C stops it.');
}

async function startAndSay(parts: Parts): Promise<RunningMasthead> {
  const configuration = readConfiguration();
  const progress = pullProgress();
  const masthead = await startMasthead(configuration, parts, {
    logger: createLogger(configuration.logLevel),
    onPull: progress.show,
    say,
  });
  masthead.working.then(progress.stop, (error: Error) => {
    progress.stop();
    say(`No jobs will be done: ${error.message}`);
  });
  closeOnSignal(masthead);
  return masthead;
}

/** On SIGINT or SIGTERM: takes no more, lets what runs end, closes; a second signal ends at once. */
export function closeOnSignal(masthead: RunningMasthead): void {
  closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
    if (err) say(`Stopping after an error: ${err.message}`);
    await masthead.close(10_000);
  });
}
