import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { taskTailVersion } from '../generators/prompt/task-tail.ts';
import type { Adapter, AdapterTask } from '../models/adapter/adapter.ts';
import { describedInHeader } from '../models/adapter/adapter-description.ts';
import { readAdapter, writeAdapter } from '../models/adapter/adapter-file.ts';
import { defaultLanguageModel } from '../models/catalogue/default-models.ts';
import { ensureModel } from '../models/catalogue/ensure-model.ts';
import { modelsDirectory } from '../models/catalogue/models-directory.ts';
import type { DecoderConfig } from '../models/decoder/decoder-weights.ts';
import { openDefaultSentenceEncoder } from '../models/encoder/open-sentence-encoder.ts';
import { weightsOf } from '../models/host/decoder-files.ts';
import { resolveDevice } from '../models/host/device.ts';
import { openCatalogueLanguageModel } from '../models/host/open-language-model.ts';
import type { Device, LanguageModel } from '../models/language-model.ts';
import { adapterOfParameters, parametersOfAdapter } from './adapter-of-parameters.ts';
import { type AdapterShape, parameterPlaces } from './decoder/adapter-parameters.ts';
import { builtTrainingDecoder } from './decoder/built-training-decoder.ts';
import { TrainingDecoder } from './decoder/training-decoder.ts';
import { initialParameters, initialTaskTokens } from './initial-parameters.ts';
import { keptExamples } from './kept-examples.ts';
import { prefixStore } from './prefix-store.ts';
import { requireReadableRows, taskExamples } from './task-examples.ts';
import type { TrainingOptions } from './training-options.ts';
import { type CurvePoint, runTraining, type TrainingOutcome } from './training-run.ts';

export interface TrainAdapterOrder {
  readonly task: AdapterTask;
  /** Files or folders of rows. */
  readonly data: readonly string[];
  /** Holds checkpoint, curve and, at the end, `adapter.safetensors`. */
  readonly folder: string;
  readonly options: TrainingOptions;
  /** Go on from the folder's checkpoint; without it, one that is there is an error. */
  readonly resume: boolean;
  /** Examples to draw by weight, and how many held-out ones are looked at. */
  readonly examples?: number | undefined;
  readonly heldOut: number;
  /** Tokens of a prefix that are kept; all if not given. Reading prefixes is half the work. */
  readonly prefixTokens?: number | undefined;
  readonly name: string;
  readonly version: string;
  /** Data and terms in words; kept in the adapter. */
  readonly trainedOn: string;
  /** An adapter to begin from. */
  readonly from?: string | undefined;
  /** Keeps prefixes between passes and runs: about 9 MB an article. */
  readonly prefixFolder?: string | undefined;
  readonly device?: 'auto' | Device | undefined;
  readonly threads?: number | undefined;
  readonly modelsDirectory?: string | undefined;
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
  readonly onPoint?: (point: CurvePoint) => void;
}

export interface TrainedAdapter {
  readonly adapter: Adapter;
  readonly path: string;
  readonly outcome: TrainingOutcome;
  readonly examples: number;
}

/** What a task's tokens begin as: the instruction that the base model understands. */
const instructions: Readonly<Record<AdapterTask, string>> = {
  headline: 'Write a short news headline for this text.',
  'ad-title': 'Write a short advertising title for this.',
  facts: 'Does the text say so? Answer yes or no.',
};

/**
 * Trains one task's adapter from its data and writes the best one found; a run that the signal stops leaves its
 * checkpoint and the best so far.
 * @throws Error in one line for bad data, a checkpoint of another run, or a device that is missing
 */
export async function trainAdapter(order: TrainAdapterOrder): Promise<TrainedAdapter> {
  const { task, folder, options, say, resume } = order;
  if (!resume && existsSync(join(folder, 'checkpoint.safetensors'))) {
    throw new Error(`${folder} holds a checkpoint: give --resume to go on from it, or another folder`);
  }
  const description = {
    name: order.name,
    version: order.version,
    task,
    madeFor: defaultLanguageModel.file.sha256,
    promptVersion: taskTailVersion,
    trainedOn: order.trainedOn,
  };
  // What could not be written in the end is refused before the work.
  describedInHeader({ ...description, rank: options.rank, alpha: options.alpha }, defaultLanguageModel.file.sha256);
  await requireReadableRows(task, order.data);
  const { device, explanation } = await resolveDevice(order.device ?? 'auto');
  say?.(explanation);
  const directory = order.modelsDirectory ?? modelsDirectory();
  const { path: file } = await ensureModel(defaultLanguageModel, { directory });
  const { sha256 } = defaultLanguageModel.file;
  const source = weightsOf({ name: defaultLanguageModel.name, fileSha256: sha256, path: file });
  const { config } = source.open();
  const shape: AdapterShape = { rank: options.rank, alpha: options.alpha, taskTokens: options.taskTokens };
  const model = await openCatalogueLanguageModel(defaultLanguageModel, { device, threads: 1, directory });
  let decoder: TrainingDecoder | undefined;
  try {
    const { train, heldOut } = await keptExamples(folder, () =>
      taskExamples(task, {
        data: order.data,
        count: order.examples,
        heldOut: order.heldOut,
        prefixTokens: order.prefixTokens,
        seed: options.seed,
        folder,
        model,
        openEncoder: () => openDefaultSentenceEncoder({ directory }),
        ...(say && { say }),
      }),
    );
    say?.(`${train.length} examples to learn from, ${heldOut.length} held out`);
    const dropout = options.dropout > 0;
    const built = builtTrainingDecoder(source, shape, dropout, join(directory, 'built'));
    const threads = order.threads ?? Math.min(4, availableParallelism());
    decoder = new TrainingDecoder(built, config, shape, { device, threads, dropout });
    const outcome = await runTraining({
      examples: train,
      heldOut,
      options,
      decoder,
      store: prefixStore(model, config, order.prefixFolder),
      model,
      initial: beginning(order, config, shape, model),
      folder,
      ...(order.signal && { signal: order.signal }),
      ...(order.onPoint && { onPoint: order.onPoint }),
    });
    const path = join(folder, 'adapter.safetensors');
    const adapter = writeAdapter(path, adapterOfParameters(outcome.state.best, config, shape, description));
    return { adapter, path, outcome, examples: train.length };
  } finally {
    await decoder?.release();
    await model.close();
  }
}

function beginning(order: TrainAdapterOrder, config: DecoderConfig, shape: AdapterShape, model: LanguageModel) {
  if (order.from !== undefined) return parametersOfAdapter(readAdapter(order.from), config, shape);
  const { seed } = order.options;
  const words = model.embedTokens(model.tokenizer.encode(instructions[order.task]));
  const tokens = initialTaskTokens(words, config.hiddenSize, shape.taskTokens, seed);
  return initialParameters(parameterPlaces(config, shape), tokens, seed);
}
