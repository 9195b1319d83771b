import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { seededRandom } from '../datasets/demo-newsroom/seeded-random.ts';
import type { LanguageModel } from '../models/language-model.ts';
import { curveUpTo, type RunState, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { parameterPlaces, taskTokensPlace } from './decoder/adapter-parameters.ts';
import type { TrainingRow } from './decoder/training-batch.ts';
import type { TrainingDecoder } from './decoder/training-decoder.ts';
import type { TrainingExample } from './example.ts';
import { passBatches } from './example-order.ts';
import { heldOutLoss } from './held-out-loss.ts';
import { adamWStep } from './optimizer/adam-w.ts';
import { clipGradients } from './optimizer/clip-gradients.ts';
import { learningRateAt } from './optimizer/learning-rate.ts';
import type { PrefixStore } from './prefix-store.ts';
import type { TrainingOptions } from './training-options.ts';
import { tailLength, trainingRow } from './training-rows.ts';

/** One line of the loss curve. */
export interface CurvePoint {
  readonly step: number;
  /** Mean loss of the step's examples, dropout on; absent from a look before the first step. */
  readonly loss?: number;
  readonly learningRate?: number;
  /** Before clipping. */
  readonly gradientNorm?: number;
  readonly heldOutLoss?: number;
  readonly heldOutLossByToken?: number;
  /** Seconds of this step, waiting for prefixes included. */
  readonly seconds: number;
  readonly steps: number;
}

export interface TrainingRunInputs {
  readonly examples: readonly TrainingExample[];
  readonly heldOut: readonly TrainingExample[];
  readonly options: TrainingOptions;
  readonly decoder: TrainingDecoder;
  readonly store: PrefixStore;
  readonly model: Pick<LanguageModel, 'embedTokens' | 'identity'>;
  /** The flat vector to begin with, if no checkpoint is there. */
  readonly initial: Float32Array;
  /** Holds `checkpoint.safetensors` and `curve.jsonl`. */
  readonly folder: string;
  readonly signal?: AbortSignal;
  readonly onPoint?: (point: CurvePoint) => void;
}

export interface TrainingOutcome {
  readonly state: RunState;
  readonly ended: 'finished' | 'early' | 'stopped';
}

/**
 * Trains until the steps are done, the held-out loss has not improved for `patience` looks, or the signal stops it. A
 * checkpoint in the folder is resumed: order, dropout and arithmetic depend on options, examples and step alone.
 * @throws CheckpointError if the folder's checkpoint is of another run; Error if training diverges
 */
export async function runTraining(inputs: TrainingRunInputs): Promise<TrainingOutcome> {
  const { examples, heldOut, options, decoder, folder, signal } = inputs;
  const { batch, accumulation, steps } = options;
  if (examples.length === 0) throw new Error('there are no examples to train on');
  mkdirSync(folder, { recursive: true });
  const checkpoint = join(folder, 'checkpoint.safetensors');
  const curve = join(folder, 'curve.jsonl');
  const fingerprint = fingerprintOf(inputs);
  const state = readCheckpoint(checkpoint, fingerprint) ?? firstState(inputs.initial);
  writeFileSync(curve, curveUpTo(curve, state.step));
  const places = parameterPlaces(decoder.config, decoder.shape);
  const decayed = places.filter(({ name }) => name !== taskTokensPlace);
  const lengths = examples.map((example) => tailLength(example, decoder.shape.taskTokens));
  const stepExamples = exampleSequence(lengths, options);
  const settings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: options.weightDecay };
  const note = (point: CurvePoint) => {
    appendFileSync(curve, `${JSON.stringify(point)}\n`);
    inputs.onPoint?.(point);
  };
  const save = () => writeCheckpoint(checkpoint, state, fingerprint);
  const look = async () => {
    if (heldOut.length === 0) {
      state.best.set(state.parameters);
      state.bestStep = state.step;
      return {};
    }
    const { loss, lossByToken } = await heldOutLoss(
      decoder,
      state.parameters,
      heldOut,
      2 * batch,
      inputs.store,
      inputs.model,
    );
    if (loss < state.bestLoss) {
      Object.assign(state, { bestLoss: loss, bestStep: state.step, looksSinceBest: 0 });
      state.best.set(state.parameters);
    } else state.looksSinceBest += 1;
    return { heldOutLoss: loss, heldOutLossByToken: lossByToken };
  };

  let began = performance.now();
  const lap = () => {
    const seconds = (performance.now() - began) / 1000;
    began = performance.now();
    state.seconds += seconds;
    return Math.round(seconds * 1000) / 1000;
  };
  if (state.step === 0 && heldOut.length > 0) note({ step: 0, ...(await look()), seconds: lap(), steps });
  const accumulated = new Float32Array(state.parameters.length);
  const prepare = (step: number) => stepRows(inputs, stepExamples(step));
  let next = state.step < steps ? prepare(state.step) : undefined;
  // Whoever awaits it hears of a failure; between, nobody listens.
  next?.catch(() => {});
  while (next && !signal?.aborted && state.looksSinceBest < options.patience) {
    const parts: TrainingRow[][] = await next;
    // Steps block the thread; between them it takes in messages, such as one that says stop.
    await setImmediate();
    if (signal?.aborted) break;
    const step = state.step + 1;
    // The served model computes the next step's prefixes in its own thread while this step runs.
    next = step < steps ? prepare(step) : undefined;
    next?.catch(() => {});
    let loss = 0;
    let gradients: Float32Array = accumulated.fill(0);
    for (const [index, rows] of parts.entries()) {
      const masks = options.dropout > 0 ? dropoutMasks(options, step, index) : undefined;
      const result = await decoder.gradients(state.parameters, rows, masks);
      loss += result.loss;
      if (accumulation === 1) gradients = result.gradients;
      else for (let at = 0; at < gradients.length; at++) gradients[at] = gradients[at]! + result.gradients[at]!;
    }
    const gradientNorm = clipGradients(gradients, options.clip);
    const learningRate = learningRateAt(step, { peak: options.learningRate, ...options });
    adamWStep(state.parameters, gradients, state.moments, step, learningRate, settings, decayed);
    state.step = step;
    const looked = step % options.evaluateEvery === 0 || step === steps ? await look() : {};
    note({ step, loss, learningRate, gradientNorm, ...looked, seconds: lap(), steps });
    if (step % options.checkpointEvery === 0 || step === steps) save();
  }
  save();
  const ended = state.step >= steps ? 'finished' : state.looksSinceBest >= options.patience ? 'early' : 'stopped';
  return { state, ended };
}

function firstState(initial: Float32Array): RunState {
  const zeros = () => new Float32Array(initial.length);
  return {
    step: 0,
    parameters: initial.slice(),
    moments: { first: zeros(), second: zeros() },
    best: initial.slice(),
    bestLoss: Number.POSITIVE_INFINITY,
    bestStep: 0,
    looksSinceBest: 0,
    seconds: 0,
  };
}

/** Which examples each step takes, batch by batch: passes follow one another. */
function exampleSequence(lengths: readonly number[], { batch, accumulation, seed }: TrainingOptions) {
  const perPass = Math.ceil(lengths.length / batch);
  let known: { pass: number; batches: number[][] } | undefined;
  const batchAt = (number: number): number[] => {
    const pass = Math.floor(number / perPass);
    if (known?.pass !== pass) known = { pass, batches: passBatches(lengths, batch, seed, pass) };
    return known.batches[number % perPass]!;
  };
  return (step: number): number[][] =>
    Array.from({ length: accumulation }, (_, index) => batchAt(step * accumulation + index));
}

/** Rows of a step's batches; each example's loss is the mean over its target, the step's the weighted mean of those. */
async function stepRows(inputs: TrainingRunInputs, batches: readonly (readonly number[])[]): Promise<TrainingRow[][]> {
  const { examples, store, model, decoder } = inputs;
  const total = batches.flat().reduce((sum, index) => sum + examples[index]!.weight, 0);
  const rows: TrainingRow[][] = [];
  for (const batch of batches) {
    rows.push(
      await Promise.all(
        batch.map(async (index) => {
          const example = examples[index]!;
          const weight = example.weight / example.target.length / total;
          return trainingRow(example, await store.content(example.prefix), weight, decoder.shape.taskTokens, model);
        }),
      ),
    );
  }
  return rows;
}

/** Inverted dropout of the updates' narrow activations (Srivastava et al. 2014): 0, or 1/(1 − p) for those that stay. */
function dropoutMasks({ dropout, seed }: TrainingOptions, step: number, part: number) {
  const kept = 1 / (1 - dropout);
  return (length: number): Float32Array => {
    const random = seededRandom(`dropout ${seed} ${step} ${part}`);
    const masks = new Float32Array(length);
    for (let at = 0; at < length; at++) masks[at] = random() < dropout ? 0 : kept;
    return masks;
  };
}

/** What must be the same for a checkpoint to be resumed. */
function fingerprintOf({ examples, heldOut, options, model, initial }: TrainingRunInputs): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([model.identity.fileSha256, model.identity.quantization, options]));
  hash.update(new Uint8Array(initial.buffer, initial.byteOffset, initial.byteLength));
  for (const example of [...examples, ...heldOut]) hash.update(JSON.stringify(example));
  return hash.digest('hex');
}
