import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CheckpointError } from '../../training/checkpoint.ts';
import { prefixStore } from '../../training/prefix-store.ts';
import { type TrainingOptions, trainingOptionsSchema } from '../../training/training-options.ts';
import { type CurvePoint, runTraining } from '../../training/training-run.ts';
import { tinyExamples, tinyParameters, tinyShape } from './tiny-examples.ts';
import { newFolder, openTinyTraining } from './tiny-training.ts';

const examples = tinyExamples(22);
const heldOut = tinyExamples(6, 100);

async function runner(changes: Partial<TrainingOptions> = {}) {
  const options = trainingOptionsSchema.parse({
    ...tinyShape,
    steps: 14,
    batch: 4,
    accumulation: 2,
    warmup: 3,
    learningRate: 0.01,
    evaluateEvery: 5,
    checkpointEvery: 3,
    dropout: 0.2,
    ...changes,
  });
  const { decoder, model } = await openTinyTraining(options.dropout > 0);
  const initial = tinyParameters(decoder, model);
  const store = prefixStore(model, decoder.config);
  return (folder: string, more: { signal?: AbortSignal; onPoint?: (point: CurvePoint) => void } = {}) =>
    runTraining({ examples, heldOut, options, decoder, store, model, initial, folder, ...more });
}

const curveOf = (folder: string): CurvePoint[] =>
  readFileSync(join(folder, 'curve.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CurvePoint);

describe('a training run', () => {
  it('that is stopped twice ends as one that never stopped, loss by loss', async () => {
    const run = await runner();
    const whole = newFolder();
    const { state } = await run(whole);
    const parts = newFolder();
    for (const stopAfter of [4, 8]) {
      const stop = new AbortController();
      const onPoint = ({ step }: CurvePoint) => {
        if (step === stopAfter) stop.abort();
      };
      expect((await run(parts, { signal: stop.signal, onPoint })).ended).toBe('stopped');
    }
    const resumed = await run(parts);
    expect(resumed.ended).toBe('finished');
    const [expected, found] = [curveOf(whole), curveOf(parts)];
    expect(found.map(({ step }) => step)).toEqual(expected.map(({ step }) => step));
    found.forEach(({ loss, heldOutLoss }, index) => {
      if (loss !== undefined) expect(Math.abs(loss - expected[index]!.loss!)).toBeLessThan(1e-6);
      if (heldOutLoss !== undefined) expect(Math.abs(heldOutLoss - expected[index]!.heldOutLoss!)).toBeLessThan(1e-6);
    });
    expect(resumed.state.parameters).toEqual(state.parameters);
    expect(resumed.state.moments).toEqual(state.moments);
  });

  it('that was killed between two checkpoints writes the lost steps again, once', async () => {
    const run = await runner();
    const folder = newFolder();
    // Thrown out of a step, as a kill would: steps 4 and 5 are in the curve, not in the checkpoint.
    const killed = run(folder, {
      onPoint: ({ step }) => {
        if (step === 5) throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    await run(folder);
    expect(curveOf(folder).flatMap(({ step, loss }) => (loss === undefined ? [] : [step]))).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    );
  });

  it('learns: held-out examples are foretold better than before', async () => {
    const run = await runner({ steps: 60, dropout: 0, evaluateEvery: 20 });
    const folder = newFolder();
    const { state } = await run(folder);
    const [before] = curveOf(folder);
    expect(state.bestLoss).toBeLessThan(before!.heldOutLoss! - 0.3);
    expect(state.bestStep).toBeGreaterThan(0);
  });

  it('ends early when held-out examples get no better, and keeps the best', async () => {
    const run = await runner({ steps: 60, learningRate: 3, clip: 1000, warmup: 1, evaluateEvery: 2, patience: 2 });
    const { state, ended } = await run(newFolder());
    expect(ended).toBe('early');
    expect(state.step - state.bestStep).toBe(4);
    expect(state.best).not.toEqual(state.parameters);
  });

  it('is not taken for another: other options refuse its checkpoint and name the cure', async () => {
    const folder = newFolder();
    await (await runner({ steps: 2 }))(folder);
    const other = (await runner({ steps: 2, learningRate: 0.02 }))(folder);
    await expect(other).rejects.toThrow(CheckpointError);
    await expect(other).rejects.toThrow(/or another folder/);
  });
});
