import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingFolder, trainingHandler } from '../../queues/handlers/training-handler.ts';
import { type TrainJobInput, trainJobSchema } from '../../queues/train-job.ts';
import { type JobEvent, listJobEvents } from '../../src/store/job-events.ts';
import { cancelJob } from '../../src/store/jobs.ts';
import { submitJob } from '../../src/store/submit-jobs.ts';
import { prefixStore } from '../../training/prefix-store.ts';
import { trainInThread } from '../../training/train-in-thread.ts';
import { type CurvePoint, runTraining } from '../../training/training-run.ts';
import { type Harness, openHarness } from '../queues/harness.ts';
import { tinyExamples, tinyParameters, tinyShape } from './tiny-examples.ts';
import { openTinyTraining } from './tiny-training.ts';

/** Trains a tiny decoder in place of the default model's, which takes gigabytes; all else is as it is in a server. */
const trainTiny: typeof trainInThread = async ({ folder, options }, { signal, onPoint }) => {
  const { decoder, model } = await openTinyTraining(options.dropout > 0);
  const { state, ended } = await runTraining({
    examples: tinyExamples(12),
    heldOut: tinyExamples(3, 50),
    options,
    decoder,
    store: prefixStore(model, decoder.config),
    model,
    initial: tinyParameters(decoder, model),
    folder,
    ...(signal && { signal }),
    ...(onPoint && { onPoint }),
  });
  const { step, bestLoss, bestStep, seconds } = state;
  return { ended, steps: step, examples: 12, heldOutLoss: bestLoss, bestStep, seconds, path: folder, sha256: '' };
};

describe('a training job', { timeout: 240_000 }, () => {
  const place = { folder: mkdtempSync(join(tmpdir(), 'train-job-')), device: 'cpu' as const };
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness({});
    const tiny = trainingHandler(place, trainTiny);
    const real = trainingHandler(place, trainInThread);
    const handler: typeof tiny = (job, context) =>
      (job.input as unknown as TrainJobInput).run === 'small' ? tiny(job, context) : real(job, context);
    await harness.work({ train: handler }, { timeLimits: { train: 3_600_000 } });
  });
  afterAll(async () => {
    await harness?.stop();
    rmSync(place.folder, { recursive: true, force: true });
  });

  const train = (changes: Partial<Omit<TrainJobInput, 'options'>> & { options?: object }) =>
    submitJob(
      harness.store,
      harness.workspaceId,
      trainJobSchema.parse({ kind: 'train', task: 'ad-title', run: 'small', examples: 12, heldOut: 2, ...changes }),
    ).then(({ job }) => job.id);
  const eventsOf = (jobId: string) => listJobEvents(harness.store, harness.workspaceId, jobId);
  const curve = (run: string): CurvePoint[] =>
    readFileSync(join(trainingFolder(place, harness.workspaceId), 'runs', run, 'curve.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CurvePoint);

  it('is paused by cancelling it, goes on where it stopped, and tells its steps and losses', async () => {
    const options = { ...tinyShape, steps: 400, batch: 2, evaluateEvery: 100, checkpointEvery: 5, patience: 100 };
    const first = await train({ options });
    let told: JobEvent[] = [];
    while (!told.some(({ kind }) => kind === 'progress')) told = await eventsOf(first);
    await cancelJob(harness.store, harness.workspaceId, first);
    expect((await harness.ended(first)).state).toBe('cancelled');
    expect(curve('small').at(-1)!.step).toBeLessThan(400);
    const second = await train({ options });
    const again = await harness.ended(second);
    expect(again.error).toBeNull();
    expect(again.state).toBe('done');
    const steps = curve('small').flatMap(({ step, loss }) => (loss === undefined ? [] : [step]));
    expect(steps).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
    const progress = (await eventsOf(second)).filter(({ kind }) => kind === 'progress').map(({ data }) => data);
    expect(progress.at(-2)).toMatchObject({ done: 400, total: 400 });
    expect(progress.at(-2)!.note).toMatch(/^loss \d+\.\d{4}, held-out loss \d+\.\d{4}$/);
    expect(progress.at(-1)).toMatchObject({ done: 400, total: 400 });
    expect(progress.at(-1)!.note).toMatch(/^adapter small is ready: POST \/v1\/adapters \{"run":"small"\} serves it/);
  });

  it('fails at once, naming what is wrong with its data', async () => {
    const absent = await harness.ended(await train({ task: 'headline', run: 'absent', data: ['none.jsonl'] }));
    expect(absent.state).toBe('failed');
    expect(absent.error?.message).toMatch(/^data\.0: there is no file none\.jsonl/);
    const folder = join(trainingFolder(place, harness.workspaceId), 'data');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'bad.jsonl'), '{"id":"a","facts":{"brand":"B","sellingPoints":["x"]},"titles":[]}\n');
    const bad = await harness.ended(await train({ run: 'bad', data: ['bad.jsonl'] }));
    expect(bad.error?.message).toMatch(/bad\.jsonl, line 1: "titles"/);
    expect(bad.attempts).toBe(1);
  });

  it('cannot name files outside its folder', () => {
    for (const name of ['../secret', '/etc/passwd', 'a/b', '.hidden', ''])
      expect(trainJobSchema.safeParse({ kind: 'train', task: 'facts', run: 'r', data: [name] }).success).toBe(false);
    expect(trainJobSchema.safeParse({ kind: 'train', task: 'facts', run: '../r' }).success).toBe(false);
  });
});
