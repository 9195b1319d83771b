import type { Command } from 'commander';
import { type JobRequest, type JobState, type WritingKind, writingKinds } from '../../../queues/job-contract.ts';
import type { JobView } from '../../api/schemas/job.ts';
import { connect } from '../connection.ts';
import { resultLines } from '../demo/result-lines.ts';
import { report, say, table } from '../output.ts';
import { type WorkspaceOption, withWorkspace } from './workspace-option.ts';

interface SubmitOptions extends WorkspaceOption {
  readonly kind: WritingKind;
  readonly item: string;
  readonly user?: string[];
  readonly everybody?: boolean;
  readonly conditioning?: JobRequest['conditioning'];
  readonly seed?: number;
  readonly candidates?: number;
  readonly wait?: boolean;
}

/** `masthead jobs …` */
export function addJobCommands(program: Command): void {
  const jobs = program.command('jobs').description('submit, follow and list jobs');

  withWorkspace(jobs.command('submit'))
    .description('have something written')
    .requiredOption('--kind <kind>', writingKinds.join(' or '))
    .requiredOption('--item <id>', 'article or ad to write for')
    .option('--user <id...>', 'readers to write for, one result each')
    .option('--everybody', 'one text for everybody')
    .option('--conditioning <how>', 'none, text, focus, soft-prompt or hybrid')
    .option('--seed <number>', 'same seed, same text', Number)
    .option('--candidates <number>', 'texts to choose from', Number)
    .option('--wait', 'wait for the job and print its results')
    .action(submit);

  withWorkspace(jobs.command('list'))
    .description('newest jobs first')
    .option('--state <state>', 'queued, running, done, failed or cancelled')
    .option('--limit <number>', 'how many', Number, 20)
    .action(async (options: WorkspaceOption & { state?: JobState; limit: number }) => {
      const { client, close } = await connect(options);
      try {
        const page = await client.jobs.list({ limit: options.limit, state: options.state });
        report(options, page, () =>
          table(
            ['job', 'kind', 'state', 'item', 'reason'],
            page.rows.map((job) => [
              job.id,
              job.kind,
              job.state,
              String((job.input as { itemId?: string }).itemId ?? ''),
              job.error?.message ?? '',
            ]),
          ),
        );
      } finally {
        await close();
      }
    });

  withWorkspace(jobs.command('show'))
    .description('a job and its results')
    .argument('<id>')
    .action(async (id: string, options: WorkspaceOption) => {
      const { client, close } = await connect(options);
      try {
        const job = await client.jobs.get(id);
        const { results } = await client.jobs.results(id);
        report(options, { job, results }, () => [jobLine(job), ...results.flatMap((result) => resultLines(result))]);
      } finally {
        await close();
      }
    });

  for (const act of ['cancel', 'retry'] as const)
    withWorkspace(jobs.command(act))
      .description(act === 'cancel' ? 'stop a job that is not finished' : 'try a failed job again')
      .argument('<id>')
      .action(async (id: string, options: WorkspaceOption) => {
        const { client, close } = await connect(options);
        try {
          const job = await client.jobs[act](id);
          report(options, job, () => [jobLine(job)]);
        } finally {
          await close();
        }
      });
}

async function submit(options: SubmitOptions): Promise<void> {
  const users = options.user ?? [];
  if (options.everybody === users.length > 0)
    throw new Error('name readers with --user, or write for all with --everybody, not both');
  if (!options.everybody && users.length === 0) throw new Error('say for whom: --user <id...> or --everybody');
  const { client, close } = await connect({ workspace: options.workspace, workers: options.wait });
  try {
    const job = await client.jobs.submit({
      kind: options.kind,
      itemId: options.item,
      audience: options.everybody
        ? { everybody: true }
        : users.length === 1
          ? { userId: users[0]! }
          : { userIds: users },
      ...(options.conditioning && { conditioning: options.conditioning }),
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.candidates !== undefined && { candidates: options.candidates }),
      ...(options.wait && { lane: 'interactive' as const }),
    });
    if (!options.wait) {
      report(options, job, () => [jobLine(job)]);
      return;
    }
    const ended = await client.jobs.wait(job.id, { onStep: (step) => say(`${job.id} ${step.kind}`) });
    const { results } = await client.jobs.results(job.id);
    report(options, { job: ended, results }, () => [
      jobLine(ended),
      ...results.flatMap((result) => resultLines(result)),
    ]);
    if (ended.state !== 'done') process.exitCode = 1;
  } finally {
    await close();
  }
}

function jobLine(job: JobView): string {
  return `${job.id}  ${job.kind}  ${job.state}${job.error ? `: ${job.error.message}` : ''}`;
}
