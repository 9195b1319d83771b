import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Device } from '../../models/language-model.ts';
import { type TrainingSummary, trainInThread } from '../../training/train-in-thread.ts';
import type { JobHandler } from '../job-handler.ts';
import { PermanentJobError } from '../permanent-job-error.ts';
import { trainJobSchema } from '../train-job.ts';

/** Where training finds its data and leaves its runs, and what it runs on. */
export interface TrainingPlace {
  /** Holds for each workspace `WORKSPACE/data/*.jsonl` and `WORKSPACE/runs/RUN/`. */
  readonly folder: string;
  readonly device: 'auto' | Device;
  readonly modelsDirectory?: string | undefined;
}

/** A workspace's part of the training folder. */
export function trainingFolder(place: Pick<TrainingPlace, 'folder'>, workspaceId: string): string {
  // The prefix keeps an id of dots from leading out of the folder.
  return join(place.folder, `workspace-${encodeURIComponent(workspaceId)}`);
}

/**
 * Trains an adapter in a thread, going on from its run's checkpoint if there is one. A job that is cancelled leaves that
 * checkpoint; so does a worker that closes or is killed, and whoever takes the job next goes on from it.
 * @param train what runs the order
 */
export function trainingHandler(place: TrainingPlace, train = trainInThread): JobHandler {
  return async (job, { signal, progress }) => {
    const input = trainJobSchema.parse(job.input);
    const home = trainingFolder(place, job.workspaceId);
    const data = input.data.map((name) => join(home, 'data', name));
    for (const [index, path] of data.entries()) {
      if (!existsSync(path))
        throw new PermanentJobError(`data.${index}: there is no file ${input.data[index]}; put it into ${home}/data`);
    }
    if (data.length === 0 && input.task !== 'ad-title')
      throw new PermanentJobError(`data: name files of ${home}/data to train ${input.task} on`);
    const order = {
      task: input.task,
      data,
      folder: join(home, 'runs', input.run),
      options: input.options,
      resume: true,
      examples: input.examples,
      heldOut: input.heldOut,
      name: input.run,
      version: job.id,
      trainedOn: input.trainedOn,
      device: place.device,
      modelsDirectory: place.modelsDirectory,
    };
    let trained: TrainingSummary;
    try {
      trained = await train(order, {
        signal,
        onPoint: ({ step, steps, loss, heldOutLoss }) =>
          progress({ done: step, total: steps, note: lossesIn(loss, heldOutLoss) }),
      });
    } catch (error) {
      signal.throwIfAborted();
      // The same data and options would fail again.
      throw new PermanentJobError((error as Error).message);
    }
    signal.throwIfAborted();
    const { steps } = trained;
    progress({ done: steps, total: steps, note: `adapter ${input.run} is ready: ${howToServe(input.run)}` });
    return [];
  };
}

/** A run is named by its workspace, so the words hold wherever the server keeps its files. */
const howToServe = (run: string) =>
  `POST /v1/adapters {"run":"${run}"} serves it (its file is runs/${run}/adapter.safetensors of the workspace's training folder)`;

function lossesIn(loss: number | undefined, heldOutLoss: number | undefined): string {
  return [
    loss === undefined ? '' : `loss ${loss.toFixed(4)}`,
    heldOutLoss === undefined ? '' : `held-out loss ${heldOutLoss.toFixed(4)}`,
  ]
    .filter(Boolean)
    .join(', ');
}
