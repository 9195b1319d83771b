import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../package-root.ts';
import { type StepShape, stepOperations } from './training/step-work.ts';
import { benchedWeights, type TimedSteps, timedSteps } from './training/timed-steps.ts';

/**
 * Speed of a training step of the default model (forward and backward; the optimizer takes milliseconds) against torch
 * on the same computation: rounds in fresh processes, the two taking turns, the first to go changing. Rates count the
 * products alone; by processor time they hold on a machine that others use too.
 * `--torch PYTHON` names a Python with torch; `--rounds 5 --steps 3 --threads 1 --json`; `--layers 6` takes the first six layers alone.
 */
const { values } = parseArgs({
  options: {
    torch: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '3' },
    threads: { type: 'string', default: '1' },
    layers: { type: 'string' },
    json: { type: 'boolean', default: false },
    worker: { type: 'boolean', default: false },
  },
});
const shape = { rank: 8, alpha: 16, taskTokens: 8 };
const step: StepShape = { rows: 8, tail: 50, prefix: 256, asked: 14 };
const layers = values.layers === undefined ? undefined : Number(values.layers);
const [steps, threads, rounds] = [Number(values.steps), Number(values.threads), Number(values.rounds)];

if (values.worker) process.stdout.write(JSON.stringify(await timedSteps(shape, step, steps, threads, layers)));
else await compare();

async function compare(): Promise<void> {
  const { config } = (await benchedWeights(layers)).open();
  const operations = stepOperations(config, shape, step);
  const own = (): TimedSteps => run(process.execPath, [...process.execArgv, process.argv[1]!, '--worker', ...counts()]);
  const torchShape = {
    layers: config.layers,
    hidden: config.hiddenSize,
    heads: config.heads,
    kv: config.keyValueHeads,
    width: config.headDimension,
    ffn: config.feedForwardSize,
    vocabulary: config.vocabularySize,
    base: config.ropeBase,
    epsilon: config.rmsEpsilon,
    rank: shape.rank,
    alpha: shape.alpha,
    task_tokens: shape.taskTokens,
    ...step,
    steps,
    threads,
  };
  const script = join(packageRoot, 'scripts/parity/training_step.py');
  const torch = (): TimedSteps => run(values.torch!, [script, '--speed', JSON.stringify(torchShape)]);
  const taken: Record<string, TimedSteps[]> = { onnxruntime: [], ...(values.torch && { torch: [] }) };
  for (let round = 0; round < rounds; round++) {
    const sides = Object.keys(taken);
    for (const side of round % 2 ? sides.reverse() : sides) taken[side]!.push(side === 'torch' ? torch() : own());
  }
  const figures = Object.fromEntries(
    Object.entries(taken).map(([side, timed]) => {
      const rate = (of: 'seconds' | 'cpu') => timed.map((round) => operations / median(round[of]) / 1e9);
      const figure = {
        byProcessor: spread(rate('cpu')),
        byWall: spread(rate('seconds')),
        stepSeconds: median(timed.flatMap(({ seconds }) => seconds)),
        stepProcessorSeconds: median(timed.flatMap(({ cpu }) => cpu)),
        peakBytes: Math.max(...timed.map(({ peak }) => peak)),
      };
      return [side, figure];
    }),
  );
  const ratios = taken.torch?.map((other, round) => median(other.cpu) / median(taken.onnxruntime![round]!.cpu));
  const report = {
    gigaOperations: operations / 1e9,
    threads,
    rounds,
    steps,
    ...figures,
    ratio: ratios && spread(ratios),
  };
  if (values.json) console.log(JSON.stringify(report));
  else console.log(JSON.stringify(report, null, 2));
}

function counts(): string[] {
  const first = layers === undefined ? [] : ['--layers', String(layers)];
  return ['--steps', String(steps), '--threads', String(threads), ...first];
}

function run(command: string, parameters: readonly string[]): TimedSteps {
  return JSON.parse(execFileSync(command, parameters, { encoding: 'utf8', maxBuffer: 1e8 })) as TimedSteps;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[sorted.length >> 1]!;
}

/** Median of the rounds, with the least and the greatest. */
function spread(numbers: readonly number[]) {
  return { median: median(numbers), least: Math.min(...numbers), greatest: Math.max(...numbers) };
}
