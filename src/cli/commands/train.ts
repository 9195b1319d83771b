import { basename, join } from 'node:path';
import { Argument, type Command } from 'commander';
import { type AdapterTask, adapterTasks } from '../../../models/adapter/adapter.ts';
import { trainInThread } from '../../../training/train-in-thread.ts';
import { type TrainingOptions, trainingOptionsSchema } from '../../../training/training-options.ts';
import type { CurvePoint } from '../../../training/training-run.ts';
import { readConfiguration } from '../../configuration.ts';
import { type OutputOptions, report, say } from '../output.ts';

interface TrainOptions extends OutputOptions, Partial<TrainingOptions> {
  readonly data?: string[];
  readonly out?: string;
  readonly resume?: boolean;
  readonly examples?: number;
  readonly heldOut: number;
  readonly prefixTokens?: number;
  readonly keepPrefixes?: string;
  readonly from?: string;
  readonly name?: string;
  readonly adapterVersion: string;
  readonly trainedOn?: string;
  readonly threads?: number;
}

/** `masthead train …`: teaches an adapter from the publisher's own data. */
export function addTrainCommand(program: Command): void {
  const { shape } = trainingOptionsSchema;
  const command = program
    .command('train')
    .description('train an adapter on this machine; ends early when held-out examples get no better')
    .addArgument(new Argument('<task>', 'what it learns to do').choices(adapterTasks))
    .option('--data <paths...>', 'JSON lines, or folders of them; what a row holds is told in the documentation')
    .option('--out <folder>', 'checkpoint, curve and adapter; if not given, training/TASK in the data directory')
    .option('--resume', 'go on from the checkpoint in that folder')
    .option('--examples <number>', 'examples to draw by weight; all if not given', Number)
    .option('--held-out <number>', 'held-out examples that say when to stop', Number, 64)
    .option('--prefix-tokens <number>', 'tokens of a source that are read; all that serving reads if not given', Number)
    .option('--keep-prefixes <folder>', 'keep what was read of sources for later passes (9 MB an article)')
    .option('--from <adapter>', 'an adapter file to begin from')
    .option('--name <name>', 'name of the adapter; the task if not given')
    .option('--adapter-version <version>', 'version of the adapter', '1')
    .option('--trained-on <text>', 'data and terms in words, kept in the adapter')
    .option('--threads <number>', 'threads of the training graph', Number)
    .option('--json', 'one JSON object on standard output');
  for (const [name, field] of Object.entries(shape)) {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const value = field.parse(undefined);
    command.option(`--${flag} <number>`, `${field.description ?? name} (${value})`, Number);
  }
  command.action((task: AdapterTask, options: TrainOptions) => train(task, options));
}

async function train(task: AdapterTask, options: TrainOptions): Promise<void> {
  const { device, modelsDirectory, dataDirectory } = readConfiguration();
  const data = options.data ?? [];
  if (data.length === 0 && task !== 'ad-title') throw new Error(`--data: name files or folders to train ${task} on`);
  const folder = options.out ?? join(dataDirectory, 'training', task);
  const stop = new AbortController();
  const onSignal = () => {
    say('stopping after this step …');
    stop.abort();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const order = {
    task,
    data,
    folder,
    options: parsedOptions(options),
    resume: options.resume ?? false,
    examples: options.examples,
    heldOut: options.heldOut,
    prefixTokens: options.prefixTokens,
    prefixFolder: options.keepPrefixes,
    name: options.name ?? task,
    version: options.adapterVersion,
    trainedOn: options.trainedOn ?? `rows of ${data.map((file) => basename(file)).join(', ') || 'the package'}`,
    from: options.from,
    device,
    threads: options.threads,
    modelsDirectory,
  };
  const onPoint = (point: CurvePoint) => say(lineOf(point));
  const summary = await trainInThread(order, { signal: stop.signal, say, onPoint });
  const stopped = summary.ended === 'stopped';
  report(options, { task, ...summary }, () => [
    `${stopped ? 'stopped' : 'trained'} ${task}: ${summary.steps} steps in ${summary.seconds} s`,
    `best held-out loss ${summary.heldOutLoss?.toFixed(4) ?? 'unknown'} after step ${summary.bestStep}`,
    `adapter: ${summary.path}`,
    stopped ? 'go on with the same command and --resume' : `serve it: masthead models add ${summary.path}`,
  ]);
}

/** @throws Error in one line that names the option and what it may be */
function parsedOptions(options: TrainOptions): TrainingOptions {
  const parsed = trainingOptionsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const flag = String(issue?.path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new Error(`--${flag}: ${issue?.message}`);
}

function lineOf({ step, steps, loss, heldOutLoss, seconds }: CurvePoint): string {
  const parts = [
    `step ${step}/${steps}`,
    loss === undefined ? '' : `loss ${loss.toFixed(4)}`,
    heldOutLoss === undefined ? '' : `held out ${heldOutLoss.toFixed(4)}`,
    `${seconds.toFixed(1)} s`,
  ];
  return parts.filter(Boolean).join('  ');
}
