import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAdapter } from '../../models/adapter/adapter-file.ts';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { trainingFolder, trainingHandler } from '../../queues/handlers/training-handler.ts';
import { type TrainJobInput, trainJobSchema } from '../../queues/train-job.ts';
import { cancelJob } from '../../src/store/jobs.ts';
import { submitJob } from '../../src/store/submit-jobs.ts';
import type { CurvePoint } from '../../training/training-run.ts';
import { realModel } from '../models/parity/real-models.ts';
import { type Harness, openHarness } from '../queues/harness.ts';

const model = await realModel(defaultLanguageModel);

describe.skipIf(!model)('a training job', { timeout: 600_000 }, () => {
  const place = { folder: mkdtempSync(join(tmpdir(), 'train-job-')), device: 'cpu' as const };
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness({});
    await harness.work({ train: trainingHandler(place) }, { timeLimits: { train: 3_600_000 } });
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
  const curve = (run: string): CurvePoint[] =>
    readFileSync(join(trainingFolder(place, harness.workspaceId), 'runs', run, 'curve.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CurvePoint);

  it('is paused by cancelling it, and goes on where it stopped', async () => {
    const options = { steps: 6, batch: 2, warmup: 1, evaluateEvery: 3, checkpointEvery: 1, dropout: 0.1 };
    const folder = join(trainingFolder(place, harness.workspaceId), 'runs', 'small');
    const first = await train({ options });
    while (!existsSync(join(folder, 'checkpoint.safetensors'))) await sleep(20);
    await cancelJob(harness.store, harness.workspaceId, first);
    expect((await harness.ended(first)).state).toBe('cancelled');
    const again = await harness.ended(await train({ options }));
    expect(again.error).toBeNull();
    expect(again.state).toBe('done');
    const steps = curve('small').flatMap(({ step, loss }) => (loss === undefined ? [] : [step]));
    expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
    const adapter = readAdapter(join(folder, 'adapter.safetensors'));
    expect(adapter).toMatchObject({ name: 'small', task: 'ad-title', madeFor: defaultLanguageModel.file.sha256 });
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
